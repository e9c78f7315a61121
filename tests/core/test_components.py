"""The markup of the components that pages are assembled from."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError, engines
from django.test import RequestFactory
from django.test.html import parse_html
from django.views.defaults import server_error

from tests.core.sample_pages import STEPS, StepFormSet
from tthc.core.rows import row_table


def rendered(source: str, path: str = "/danh-sach/", **context: object) -> str:
    request = RequestFactory().get(path)
    return Template(source).render(Context({"request": request, "csrf_token": "the-token", **context}))


def same(actual: str, expected: str) -> bool:
    return parse_html(actual) == parse_html(expected)


class NoteForm(forms.Form):
    note = forms.CharField(label="Ghi chú", help_text="Ngắn thôi.", widget=forms.Textarea)
    agreed = forms.BooleanField(label="Đã thống kê đủ", required=False)
    group = forms.ChoiceField(label="Nhóm", choices=[("A", "Nhóm A")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput, initial="1234")


def test_field_ties_label_help_and_error_to_its_control():
    form = NoteForm({"note": ""})

    assert same(
        rendered('{% field form.note example="đã hỏi Sở Tài chính" %}', form=form),
        """
        <div class="field">
          <label for="id_note">Ghi chú <span class="mark-required">bắt buộc</span></label>
          <div class="help" id="id_note_helptext">Ngắn thôi.
            <span class="example">Ví dụ: đã hỏi Sở Tài chính</span></div>
          <textarea name="note" cols="40" rows="3" class="form-control is-invalid" required aria-invalid="true"
            aria-describedby="id_note_helptext id_note_error" id="id_note"></textarea>
          <div class="errors" id="id_note_error"><p>Chưa ghi “Ghi chú”.</p></div>
        </div>
        """,
    )


def test_field_with_a_tick_has_its_label_behind_the_box():
    assert same(
        rendered("{% field form.agreed needed=True %}", form=NoteForm()),
        """
        <div class="field"><div class="form-check">
          <input type="checkbox" name="agreed" class="form-check-input" id="id_agreed">
          <label class="form-check-label" for="id_agreed">Đã thống kê đủ
            <span class="mark-needed">cần trước khi nộp</span></label>
        </div></div>
        """,
    )


def test_field_of_radio_buttons_is_a_fieldset():
    html = rendered('{% field form.group label="Thuộc nhóm" %}', form=NoteForm({"group": ""}))

    assert '<fieldset class="field" aria-describedby="id_group_error">' in html
    assert "<legend>Thuộc nhóm" in html
    assert "<label for=" not in html.split("<legend>")[0]


def test_field_that_is_hidden_has_no_label():
    assert same(
        rendered("{% field form.secret %}", form=NoteForm()),
        '<input type="hidden" name="secret" value="1234" class="form-control" id="id_secret">',
    )


def test_form_errors_leads_to_each_field():
    html = rendered("{% form_errors form %}", form=NoteForm({"note": "", "group": "", "secret": "1"}))

    assert same(
        html,
        """
        <div class="alert alert-danger error-summary" role="alert" tabindex="-1" data-focus>
          <p class="alert-title">Chưa lưu được, cần sửa những chỗ sau</p>
          <ul><li><a href="#id_note">Ghi chú</a>: chưa ghi.</li>
            <li><a href="#id_group_0">Nhóm</a>: chưa chọn.</li></ul>
        </div>
        """,
    )


def test_form_errors_names_the_rows_of_a_formset():
    data = {"s-TOTAL_FORMS": 2, "s-INITIAL_FORMS": 0, "s-0-actor": "A", "s-0-task": "Ký", "s-1-actor": "B"}

    html = rendered("{% form_errors formset %}", formset=StepFormSet(data, prefix="s"))

    assert '<li><a href="#id_s-1-task">Dòng 2, Việc phải làm</a>: chưa ghi.</li>' in html


def test_form_errors_is_silent_without_errors():
    assert rendered("{% form_errors form %}", form=NoteForm()).strip() == ""


def test_status_tag_says_it_in_words():
    assert same(rendered('{% status_tag "Trả lại" "late" %}'), '<span class="tag tag-late">Trả lại</span>')


def test_status_tag_refuses_an_unknown_tone():
    with pytest.raises(TemplateSyntaxError):
        rendered('{% status_tag "Trả lại" "red" %}')


def test_button_with_an_address_is_a_link():
    assert same(
        rendered('{% button "Mở" "/thu-tuc/1/" hint="Mở Xét sáng kiến" %}'),
        '<a class="btn btn-outline-secondary" href="/thu-tuc/1/" aria-label="Mở Xét sáng kiến">Mở</a>',
    )


def test_button_without_an_address_submits():
    assert same(
        rendered('{% button "Lưu" tone="primary" form="main" name="step" value=1234 %}'),
        '<button class="btn btn-primary" type="submit" name="step" value="1234" form="main">Lưu</button>',
    )


def test_post_button_carries_token_version_and_hidden_values_without_points():
    assert same(
        rendered('{% post_button "/nop/" "Nộp" version=12345 tone="primary" transition="submit" pk=6789 %}'),
        """
        <form class="act" method="post" action="/nop/">
          <input type="hidden" name="csrfmiddlewaretoken" value="the-token">
          <input type="hidden" name="version" value="12345">
          <input type="hidden" name="transition" value="submit">
          <input type="hidden" name="pk" value="6789">
          <button class="btn btn-primary" type="submit">Nộp</button>
        </form>
        """,
    )


def test_post_button_that_is_disabled_gives_its_reason_and_no_form():
    html = rendered('{% post_button "/nop/" "Nộp" version=1 disabled_reason="Còn 4 mục thiếu." %}')
    reason = html.split('aria-describedby="')[1].split('"')[0]

    assert same(
        html,
        f"""
        <span class="disabled-act">
          <button class="btn btn-outline-secondary" type="button" aria-disabled="true" aria-describedby="{reason}">
            Nộp</button>
          <span class="reason" id="{reason}">Còn 4 mục thiếu.</span>
        </span>
        """,
    )


def test_pager_keeps_the_other_parameters():
    page = Paginator(range(61_700), 50).page(1000)

    html = rendered('{% pager page noun="thủ tục" %}', "/danh-sach/?q=do+luong&trang=1000", page=page)

    assert "49.951–50.000 trong 61.700 thủ tục" in html
    assert 'href="?q=do+luong&amp;trang=999"' in html
    assert 'href="?q=do+luong&amp;trang=1001"' in html
    assert (
        '<span class="page-link" aria-current="page"><span class="visually-hidden">Trang </span>1.000</span>'
        in html
    )


def test_pager_of_one_page_only_counts():
    assert same(
        rendered("{% pager page %}", page=Paginator(["a", "b"], 50).page(1)),
        '<nav class="pager" aria-label="Các trang"><span class="pager-count">1–2 trong 2 dòng</span></nav>',
    )


@pytest.mark.parametrize(
    ("path", "cell"),
    [
        ("/?q=a&trang=3", '<th scope="col"><a class="sort" href="?q=a&amp;xep=ten">Tên</a></th>'),
        (
            "/?xep=ten",
            '<th scope="col" aria-sort="ascending"><a class="sort sort-up" href="?xep=-ten">Tên</a></th>',
        ),
        (
            "/?xep=-ten",
            '<th scope="col" aria-sort="descending"><a class="sort sort-down" href="?xep=ten">Tên</a></th>',
        ),
    ],
)
def test_sort_head_turns_round_and_starts_at_the_first_page(path, cell):
    assert same(rendered('{% sort_head "ten" "Tên" %}', path), cell)


def test_filter_bar_keeps_named_parameters_and_offers_a_way_out():
    class Filter(forms.Form):
        q = forms.CharField(label="Tìm", required=False)
        doubtful = forms.BooleanField(label="Còn nghi ngờ", required=False)

    assert same(
        rendered(
            '{% filter_bar form keep="xep" %}', "/danh-sach/?q=a&xep=ten&trang=2", form=Filter({"q": "a"})
        ),
        """
        <form class="filter-bar" method="get" action="/danh-sach/" role="search" aria-label="Lọc danh sách">
          <div class="filter"><label for="id_q">Tìm</label>
            <input type="text" name="q" value="a" class="form-control" id="id_q"></div>
          <div class="filter filter-check"><input type="checkbox" name="doubtful" class="form-check-input" id="id_doubtful">
            <label for="id_doubtful">Còn nghi ngờ</label></div>
          <input type="hidden" name="xep" value="ten">
          <div class="filter-buttons"><button class="btn btn-outline-primary" type="submit">Lọc</button>
            <a class="btn btn-link" href="/danh-sach/?xep=ten">Bỏ lọc</a></div>
        </form>
        """,
    )


def test_card_and_table_wrap_what_stands_in_them():
    assert same(
        rendered(
            '{% card "Đơn vị" note="2 đơn vị" anchor="don-vi" %}'
            '{% table "Các đơn vị" hidden_caption=True %}<tbody><tr><td>A</td></tr></tbody>{% endtable %}'
            "{% endcard %}"
        ),
        """
        <section class="card" id="don-vi">
          <header class="card-head"><h2>Đơn vị</h2><span class="note">2 đơn vị</span></header>
          <div class="table-box" data-scroll="Các đơn vị"><table class="table">
            <caption class="visually-hidden">Các đơn vị</caption><tbody><tr><td>A</td></tr></tbody>
          </table></div>
        </section>
        """,
    )


def test_what_people_wrote_is_escaped_in_components():
    html = rendered(
        '{% card title %}{{ title }}{% endcard %}{% empty title %}{% status_tag title "ok" %}', title="<b>"
    )

    assert "<b>" not in html


def test_progress_bar_says_the_share():
    assert "<title" in (html := rendered("{% progress_bar share target=100 %}", share=85))
    assert "85\u00a0%" in html


# --- Rows --------------------------------------------------------------------------------------------------------


def rows(formset: forms.BaseFormSet, **parameters: str) -> str:
    given = " ".join(f'{name}="{value}"' for name, value in parameters.items())
    return rendered(f"{{% rows formset {given} %}}", formset=formset)


def test_rows_show_every_form_and_one_more():
    html = rows(StepFormSet(prefix="s", initial=STEPS), caption="Các bước", add_label="Thêm bước")

    body = html.split("<tbody>")[1].split("</tbody>")[0]
    assert body.count("<tr") == 4
    assert body.count("data-kept") == 3
    assert 'name="s-TOTAL_FORMS" value="4"' in html
    assert "Thêm bước</button>" in html


def test_rows_name_each_control_with_its_row():
    html = rows(StepFormSet(prefix="s", initial=STEPS))

    assert 'aria-label="Ai thực hiện, dòng 2"' in html
    assert 'aria-label="Thứ tự, dòng 2"' in html
    assert 'aria-label="Xóa, dòng 2"' in html
    assert 'aria-label="Ai thực hiện, dòng mới"' in html.split("<template>")[1]


def test_rows_join_fields_that_belong_together():
    html = rows(StepFormSet(prefix="s"), join="amount+unit")

    heads = html.split("<thead>")[1].split("</thead>")[0]
    assert heads.count("<th") == 5  # number, three columns, acts
    assert "Đơn vị thời gian" not in heads
    assert 'aria-label="Đơn vị thời gian, dòng 1"' in html


def test_column_is_as_wide_as_its_controls_ask_for():
    table = row_table(StepFormSet(prefix="s"), join="actor+task,amount+unit")

    assert [(column.label, column.kind) for column in table.columns] == [
        ("Ai thực hiện", "long"),
        ("Thời gian", "pair"),
    ]


def test_rows_show_errors_under_the_field():
    data = {"s-TOTAL_FORMS": 1, "s-INITIAL_FORMS": 0, "s-0-actor": "", "s-0-task": "Ký", "s-0-amount": "x"}

    html = rows(StepFormSet(data, prefix="s"))

    assert '<div class="errors" id="id_s-0-actor_error"><p>Chưa ghi “Ai thực hiện”.</p></div>' in html
    assert 'aria-describedby="id_s-0-actor_error"' in html


def test_rows_keep_the_order_that_was_typed():
    data = {
        "s-TOTAL_FORMS": 2,
        "s-INITIAL_FORMS": 0,
        "s-0-actor": "Sau",
        "s-0-ORDER": "2",
        "s-1-actor": "Trước",
        "s-1-ORDER": "1",
    }

    html = rows(StepFormSet(data, prefix="s"))

    assert html.index('value="Trước"') < html.index('value="Sau"')


@pytest.mark.parametrize("typed", ["²", "9" * 5000], ids=["superscript", "endless"])
def test_rows_with_a_place_that_is_no_number_come_last(typed):
    data = {"s-TOTAL_FORMS": 2, "s-INITIAL_FORMS": 0, "s-0-actor": "Sau", "s-0-ORDER": typed}
    data |= {"s-1-actor": "Trước", "s-1-ORDER": "1"}

    html = rows(StepFormSet(data, prefix="s"))

    assert html.index('value="Trước"') < html.index('value="Sau"')


def test_rows_hide_a_row_that_was_removed_before_an_error():
    data = {"s-TOTAL_FORMS": 1, "s-INITIAL_FORMS": 0, "s-0-actor": "", "s-0-task": "Ký", "s-0-DELETE": "on"}

    assert "<tr hidden>" in rows(StepFormSet(data, prefix="s"))


# --- Frame -------------------------------------------------------------------------------------------------------


def test_base_shows_navigation_with_counts_and_the_current_page():
    context = {
        "navigation": [
            {
                "label": "",
                "items": [{"label": "Việc", "url": "/viec/", "current": True, "count": 1234, "late": True}],
            }
        ]
    }
    request = RequestFactory().get("/")
    html = engines["django"].from_string('{% extends "base.html" %}').render(context, request)

    assert same(
        html.split("<ul>")[1].split("</ul>")[0],
        """
        <li><a href="/viec/" aria-current="page"><span>Việc</span>
          <span class="count count-late">1.234<span class="visually-hidden"> việc quá hạn</span></span></a></li>
        """,
    )


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
def test_error_page_says_what_to_do_and_leads_back(code):
    html = Template(f'{{% extends "{code}.html" %}}').render(Context())

    assert html.count("<h1>") == 1
    assert '<a class="btn btn-primary" href="/">Về trang đầu</a>' in html


def test_page_that_is_not_there_says_so(client):
    response = client.get("/khong-co-trang-nay/")

    assert response.status_code == 404
    assert "Không tìm thấy trang này" in response.content.decode()


def test_page_of_a_failing_server_needs_no_context(rf):
    assert "Máy chủ gặp lỗi" in server_error(rf.get("/")).content.decode()


def test_forbidden_gives_its_reason():
    html = Template('{% extends "403.html" %}').render(Context({"exception": "Chỉ Văn phòng Sở kiểm tra."}))

    assert "<p>Chỉ Văn phòng Sở kiểm tra.</p>" in html


def test_line_and_kpi_wrap_what_stands_in_them():
    line = rendered('{% line "Xét sáng kiến" url="/1/" note="16/3" label="Mới" tone="info" %}…{% endline %}')
    kpi = rendered(
        '{% kpi "Rà soát" value="85 %" of="51 / 60" label="Còn 31 ngày" tone="wait" %}…{% endkpi %}'
    )

    assert same(
        line,
        """
        <li class="line"><span class="tag tag-info">Mới</span>
          <div class="grow"><a class="line-title" href="/1/">Xét sáng kiến</a><small>16/3</small></div>
          <div class="acts">…</div></li>
        """,
    )
    assert same(
        kpi,
        """
        <section class="card kpi">
          <header class="card-head"><h2>Rà soát</h2><span class="tag tag-wait">Còn 31 ngày</span></header>
          <p class="kpi-value"><strong>85 %</strong> <span class="of">51 / 60</span></p>…
        </section>
        """,
    )
