"""What a unit answers to the questionnaire of NĐ 63/2010 Phụ lục I, told from the sketch of its review."""

YES, NO = "yes", "no"
IN_COMPETENCE = "Quy định đúng thẩm quyền"


def lower_first(text: str) -> str:
    """The text in mid-sentence; an abbreviation such as UBND stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def component(review: dict, *parts: str) -> str:
    """Reason and proposed wording of the first changed component among the parts; "" when none is changed."""
    for row in review["components"]:
        if row["part"] in parts:
            return f"{row['reason']}. Phương án: {lower_first(row['proposed'])}."
    return ""


def flag(answers: dict, key: str, trouble: str, *, explained_on: str, fine: str = YES) -> None:
    """Answers a yes-or-no question: `fine` without trouble, otherwise the contrary, explained when asked for."""
    answer = fine if not trouble else {YES: NO, NO: YES}[fine]
    answers[key] = answer
    if answer == explained_on:
        answers[f"{key}.why"] = trouble


def on_necessity(sketch: dict, review: dict) -> dict[str, str]:
    answers = {
        "1.a": f"{review['goal']}.",
        "1.b": YES,
        "1.b.why": f"Mục tiêu vẫn cần đạt, song {lower_first(review['need'])}."
        if review["alternative"]
        else f"{review['need']}.",
        "2.a": NO if review["alternative"] else YES,
        "2.a.why": f"Chi phí làm hồ sơ lớn hơn kết quả đạt được; {lower_first(review['need'])}."
        if review["alternative"]
        else f"Kết quả là {lower_first(sketch['results'])}, đúng với mục tiêu đặt ra.",
        "3.a": YES if review["alternative"] else NO,
        "4.a": NO if review["alternative"] else YES,
    }
    if review["alternative"]:
        answers["3.a.why"] = f"{review['alternative']}."
    return answers


def on_reasonableness(review: dict, time_limit: str) -> dict[str, str]:
    answers: dict[str, str] = {}
    merged = component(review, "GENERAL") if "MERGE" in review["kinds"] else ""
    flag(answers, "5.a", merged, explained_on=NO)
    if merged:
        answers["5.b"] = review["components"][0]["proposed"]
    flag(answers, "6.a", component(review, "AGENCIES"), explained_on=NO)
    flag(answers, "7.a", component(review, "STEPS", "METHODS"), explained_on=NO)
    flag(answers, "8.a", component(review, "DOSSIER", "FORMS"), explained_on=NO)
    answers |= {"9.a": YES, "9.b": time_limit}
    flag(answers, "9.c", component(review, "TIME_LIMIT"), explained_on=YES, fine=NO)
    answers |= {"10.a": NO, "11.a": NO}
    troubled = NO in {answers[key] for key in ("5.a", "6.a", "7.a", "8.a")}
    answers["12.a"] = NO if troubled else YES
    return answers


def on_legality_and_cost(review: dict, document: str, fees: str) -> dict[str, str]:
    answers = {
        "13.a": IN_COMPETENCE,
        "13.a.why": f"Quy định tại {document}, do cơ quan có thẩm quyền ban hành.",
        "14.a": NO,
        "15.a": YES,
        "16.a": YES if fees else NO,
    }
    if fees:
        answers |= {"16.b": fees, "16.d": "Bình quân 3.000.000 đồng (số minh họa)"}
        flag(answers, "16.c", component(review, "FEES"), explained_on=NO)
    return answers


def answers_to(sketch: dict, time_limit: str) -> dict[str, str]:
    """All answers of a finished review; where the procedure is not necessary, the rest is not asked."""
    review = sketch["review"]
    answers = on_necessity(sketch, review)
    if review["alternative"]:
        return answers
    document = sketch["bases"][0]["document"]
    return (
        answers
        | on_reasonableness(review, time_limit)
        | on_legality_and_cost(review, document, sketch["fees"])
    )
