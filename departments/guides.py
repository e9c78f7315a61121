"""The words of the page "Hướng dẫn": what each role does here, step by step."""

from dataclasses import dataclass

from departments.roles import Role


@dataclass(frozen=True)
class GuideTask:
    """One piece of work: numbered steps, a note, a picture (static/help/…, made by scripts/screenshots.py)."""

    title: str
    steps: tuple[str, ...]
    note: str = ""
    picture: str = ""
    picture_alt: str = ""

    @property
    def picture_path(self) -> str:
        return f"help/{self.picture}.png"


@dataclass(frozen=True)
class Guide:
    role: Role
    slug: str
    label: str
    summary: str
    tasks: tuple[GuideTask, ...]


IN_FROM_EXCEL = GuideTask(
    "Nhập từ Excel, xuất ra Excel",
    (
        "Mở danh sách (Thủ tục, Văn bản, Rà soát), bấm “Excel”: “Xuất Excel” theo đúng điều kiện đang lọc, “Biểu mẫu trống” "
        "để ghi mới, “Nhập từ Excel” để đưa tệp vào. Các loại khác ở “Nhập, xuất Excel”.",
        "Tải tệp lên (.xlsx, .xls, .ods, .csv). Xem cột nào là cột nào; chữ bảng mã cũ được cho xem trước và sau khi đổi.",
        "Xem trước từng nhóm dòng: lỗi, điểm nghi ngờ, mới, thay đổi, không thay đổi. Sửa ô lỗi ngay trên trang rồi bấm “Lưu, "
        "kiểm tra lại”; chỗ có câu hỏi thì đồng ý hoặc ghi lại; ô hai bên cùng sửa thì chọn giữ bên nào.",
        "Bấm “Nhập”: ghi tất cả hoặc không ghi gì. Dòng để lại tải về được, có cột ghi lý do.",
        "Nhập nhầm thì mở lại lần nhập, bấm “Hoàn tác cả lần nhập…” khi chưa ai sửa tiếp.",
    ),
    "Tệp xuất từ đây có cột ẩn để nhận ra dòng cũ: sửa trong Excel rồi nhập lại thì cập nhật, không sinh dòng trùng. "
    "Trong bảng chi phí, các bước, thành phần hồ sơ có thể dán thẳng khối ô chép từ Excel.",
    picture="excel-preview",
    picture_alt="Xem trước một tệp Excel: dòng lỗi được sửa ngay trên trang",
)
GUIDES = (
    Guide(
        Role.STAFF,
        "chuyen-vien",
        "Chuyên viên",
        "Thống kê thủ tục của đơn vị, sửa theo ý kiến, rà soát và đề xuất đơn giản hóa.",
        (
            GuideTask(
                "Thống kê một thủ tục",
                (
                    "Mở “Văn bản”, tìm văn bản quy định thủ tục (gõ không dấu cũng được). Chưa có thì bấm “Thêm văn bản”, "
                    "chọn đúng đơn vị soạn thảo: đơn vị soạn thảo là đơn vị thống kê.",
                    "Mở “Thủ tục”, bấm “Thêm thủ tục”.",
                    "Điền lần lượt các phần. Dòng của bước, giấy tờ, căn cứ thêm, chuyển lên xuống, xóa ngay tại chỗ.",
                    "Bấm “Lưu” bất cứ lúc nào; bản nháp lưu được cả khi còn ô trống.",
                    "Khi thanh dưới cùng không còn mục thiếu, bấm “Nộp cho trưởng phòng”.",
                ),
                "Bốn phần mẫu đơn, kết quả, yêu cầu, phí phải trả lời “Có” hoặc “Không có”; để trống chưa phải là trả lời.",
                "inventory-form",
                "Biểu mẫu thống kê, mục lục bên trái cho biết phần nào còn thiếu",
            ),
            GuideTask(
                "Biểu mẫu bị trả lại",
                (
                    "Trang “Việc của tôi” ghi biểu mẫu nào bị trả lại, vì sao.",
                    "Mở biểu mẫu: mỗi ý kiến nằm cạnh tên phần phải sửa.",
                    "Sửa nội dung, ghi “Đã sửa” ở từng ý kiến (có thể kèm lời giải thích), rồi nộp lại.",
                ),
                picture="returned",
                picture_alt="Biểu mẫu bị trả lại với ý kiến ghim vào từng phần",
            ),
            GuideTask(
                "Rà soát, tính chi phí, đề xuất phương án",
                (
                    "Từ trang của thủ tục đã đạt yêu cầu, bấm “Rà soát thủ tục này”.",
                    "Trả lời câu hỏi; câu nào không cần thì phần mềm tự bỏ qua và ghi rõ vì sao.",
                    "Bảng chi phí đã có sẵn một dòng cho mỗi giấy tờ. Ghi số giờ, số lần, số đối tượng và nguồn số liệu; "
                    "tổng tự tính.",
                    "Chọn kết luận. Nếu có phương án: ghi từng nội dung hiện hành, sau đơn giản hóa, lý do; kiến nghị văn bản "
                    "phải sửa.",
                    "Nộp cho trưởng phòng như biểu mẫu thống kê.",
                ),
                "Số giờ ghi bằng dấu phẩy (1,5). Tiền ghi bằng đồng, có thể có dấu chấm ngăn hàng nghìn.",
                "costs",
                "Bảng chi phí tuân thủ, hiện hành đặt cạnh sau đơn giản hóa",
            ),
            GuideTask(
                "Báo vướng mắc",
                (
                    "Mở “Vướng mắc”, bấm “Báo vướng mắc”; ghi một câu tóm tắt, nội dung cụ thể, đơn vị đề xuất thế nào.",
                    "Văn phòng Sở trả lời, hoặc trình Giám đốc quyết định; bạn nhận thông báo ở mỗi bước.",
                    "Thấy đã đủ thì bấm “Đóng, đã giải quyết xong”; chưa đủ thì “Chưa xong, mở lại…” và ghi còn vướng ở đâu.",
                ),
            ),
            GuideTask(
                "In biểu mẫu, tải bản Word",
                (
                    "Ở trang của thủ tục, biểu mẫu rà soát: bấm “Văn bản, biểu mẫu”, chọn “PDF” hoặc “Word”.",
                    "Biểu mẫu chưa đạt yêu cầu thì bản in mang dấu DỰ THẢO.",
                    "Danh mục, biểu mẫu của cả đơn vị và biểu mẫu rà soát để trống: mở trang “Văn bản, biểu mẫu”.",
                    "Bản PDF chính thức mang mã và ô vuông QR: quét để biết số liệu đã đổi gì từ khi in.",
                ),
                "Văn bản dài được lập trong lúc bạn làm việc khác; xong có thông báo, tệp nằm ở “Việc chạy nền”.",
                picture="papers",
                picture_alt="Các văn bản, biểu mẫu in được của một thủ tục",
            ),
            IN_FROM_EXCEL,
            GuideTask(
                "Nhập nhiều thủ tục từ tệp của cổng quốc gia",
                (
                    "Mở “Nhập từ cổng”, chọn đơn vị và tệp.",
                    "Xem trước: thủ tục nào mới, nào đã có, nào sai, điều gì đáng ngờ. Chưa có gì được ghi.",
                    "Bấm “Nhập” để ghi. Điểm nghi ngờ ở lại trên từng thủ tục đến khi có người xem và đóng.",
                ),
                picture="portal-import",
                picture_alt="Xem trước khi nhập từ tệp",
            ),
        ),
    ),
    Guide(
        Role.HEAD,
        "truong-phong",
        "Trưởng phòng",
        "Đồng ý hoặc trả lại biểu mẫu của đơn vị, khai đã thống kê đủ.",
        (
            GuideTask(
                "Xem và đồng ý",
                (
                    "“Việc của tôi” liệt kê biểu mẫu đang chờ bạn, lâu nhất ở trên.",
                    "Mở biểu mẫu, đọc như bản giấy.",
                    "Bấm “Đồng ý, chuyển Văn phòng Sở”, hoặc “Trả lại người soạn…” kèm ý kiến cho từng phần.",
                ),
                "Không ai tự đồng ý biểu mẫu do mình nộp: khi trưởng phòng tự soạn, cấp phó hoặc Văn phòng Sở xác nhận.",
                "head-check",
                "Biểu mẫu chờ trưởng phòng, nút ở cột bên phải",
            ),
            GuideTask(
                "Khai đã thống kê đủ",
                (
                    "Mở “Khai thống kê đủ”.",
                    "Chọn “Đã thống kê đủ” hoặc “Không có TTHC nội bộ”, ghi ngày.",
                    "Nếu sau đó phát hiện còn thủ tục, rút lời khai, bổ sung, rồi khai lại.",
                ),
                "Chưa khai thì con số 100 % của đơn vị chưa được coi là chắc chắn.",
            ),
        ),
    ),
    Guide(
        Role.OFFICE,
        "van-phong-so",
        "Văn phòng Sở",
        "Kiểm tra, trả lại, chấp nhận; công bố, công khai; gom và trình phương án; theo dõi, đôn đốc.",
        (
            GuideTask(
                "Kiểm tra một biểu mẫu",
                (
                    "Mở biểu mẫu chờ Văn phòng Sở, bấm “Tiếp nhận để kiểm tra”: từ lúc này đơn vị không sửa được.",
                    "Đọc; xem “Máy nhắc” và các điểm nghi ngờ.",
                    "“Đạt yêu cầu”, hoặc “Trả lại đơn vị…” với ý kiến ghim vào từng phần.",
                ),
                "Còn ý kiến mở thì muốn chấp nhận phải ghi lý do.",
                "office-check",
                "Kiểm tra biểu mẫu: nội dung bên trái, trạng thái và ý kiến bên phải",
            ),
            GuideTask(
                "Công bố và công khai",
                (
                    "Mở “Công bố”, bấm “Gom quyết định công bố”, tích các thủ tục đã đạt, chọn làm gì với từng thủ tục, "
                    "bấm “Lập quyết định”. Muốn chuyển một dòng thì ghi số thứ tự mới rồi lưu.",
                    "Khi quyết định đã ký: ghi số, ngày. Sau đó danh mục trong quyết định không đổi được nữa; số, ngày "
                    "ghi nhầm thì đính chính kèm lý do.",
                    "Ghi ngày và địa chỉ công khai ở cổng tỉnh, trang của Sở và nơi niêm yết; có thể điền một lần cho cả "
                    "quyết định.",
                ),
                "Một thủ tục chỉ được tính là công khai khi đủ cả ba nơi.",
                "announcement",
                "Quyết định công bố và tình trạng công khai từng thủ tục",
            ),
            GuideTask(
                "Trình phương án",
                (
                    "Mở “Hồ sơ trình”, bấm “Gom hồ sơ trình”, tích các rà soát đã đạt (cả kết luận giữ nguyên).",
                    "Ghi số, ngày tờ trình; khi có kết quả, ghi quyết định phê duyệt (từng phương án) hoặc bị trả lại.",
                    "Mở “Thực thi” để ghi từng kiến nghị đã làm xong, bằng văn bản nào, ngày nào.",
                ),
                picture="package",
                picture_alt="Hồ sơ trình với tổng chi phí trước, sau, tiết kiệm",
            ),
            GuideTask(
                "Lập văn bản trình ký",
                (
                    "Mở quyết định công bố, hồ sơ trình, kế hoạch hoặc trang Tiến độ; bấm “Văn bản, biểu mẫu”. Văn bản "
                    "mới nhất còn ở đầu trang “Văn bản, biểu mẫu”.",
                    "Bấm vào tên văn bản để chọn người ký (TM., KT., TL., TUQ.), số, ngày; người ký được nhớ cho lần sau.",
                    "Trang lập nói trước còn thiếu gì, ghi ở đâu. Chưa có số và ngày thì văn bản là DỰ THẢO; tải bản "
                    "Word để sửa.",
                    "Đối chiếu bản giấy: quét mã, hoặc gõ mã ở cuối trang “Văn bản, biểu mẫu”.",
                ),
                "Căn cứ, nơi nhận, câu chữ của mẫu do Quản trị sửa; văn bản đã trình, đã ban hành in lại như lúc đó.",
            ),
            IN_FROM_EXCEL,
            GuideTask(
                "Trả lời vướng mắc",
                (
                    "Mở “Vướng mắc”, tích “Chờ tôi”: vướng mắc nào chưa có trả lời.",
                    "Bấm “Trả lời…” khi Văn phòng Sở giải quyết được.",
                    "Việc phải Giám đốc quyết định: bấm “Tập hợp, trình Giám đốc”, tích các vướng mắc, ghi phương án đề nghị.",
                ),
            ),
            GuideTask(
                "Theo dõi",
                (
                    "“Tiến độ” cho số liệu đến bất kỳ ngày nào; mọi con số mở ra danh sách thủ tục bên dưới nó.",
                    "“Kế hoạch, mốc” để chốt danh mục nền và ghi việc đã xong.",
                    "“Khai thống kê đủ” cho biết đơn vị nào chưa khai.",
                ),
            ),
        ),
    ),
    Guide(
        Role.DIRECTOR,
        "lanh-dao-so",
        "Lãnh đạo Sở",
        "Theo dõi các mốc và hai chỉ tiêu 20 %.",
        (
            GuideTask(
                "Đọc trang Tiến độ",
                (
                    "Mỗi ô trên cùng là một mốc hoặc chỉ tiêu: đạt bao nhiêu, còn hay chậm bao nhiêu ngày.",
                    "Ba sắc độ của thanh chi phí: đề xuất, phê duyệt, thực thi.",
                    "Bấm vào một con số để xem đúng những thủ tục làm nên nó.",
                    "Đổi “Tính đến ngày” để xem lại một ngày đã qua.",
                ),
                picture="progress",
                picture_alt="Trang Tiến độ của lãnh đạo Sở",
            ),
        ),
    ),
    Guide(
        Role.ADMIN,
        "quan-tri",
        "Quản trị",
        "Giữ dữ liệu chung: cơ quan, đơn vị, người dùng, lĩnh vực, bộ câu hỏi, mức thu nhập, kế hoạch.",
        (
            GuideTask(
                "Thêm một người dùng",
                (
                    "Mở “Quản trị”, “Người dùng”, “Thêm vào”.",
                    "Chọn vai trò và đơn vị; đặt mật khẩu tạm. Người đó phải đổi khi đăng nhập lần đầu.",
                    "Người nghỉ hoặc chuyển đi: bỏ chọn “Đang dùng”, không xóa; chọn ai nhận biểu mẫu người đó đang phụ trách.",
                ),
            ),
            GuideTask(
                "Nhập nhiều đơn vị, người dùng từ Excel",
                (
                    "Mở “Nhập, xuất Excel”, tải “Biểu mẫu trống” của Phòng, đơn vị hoặc Người dùng, ghi rồi nhập.",
                    "Mật khẩu không ghi trong tệp: người mới đặt mật khẩu qua “Quên mật khẩu?”.",
                    "Đổi vai trò, đơn vị hay ngừng dùng nhiều người cũng được: biểu mẫu người đó không soạn được nữa thì trưởng phòng nhận.",
                ),
            ),
            GuideTask(
                "Đơn vị đổi tên, sáp nhập",
                (
                    "Không sửa tên đơn vị cũ: ghi “Đến hết ngày” và chọn “Đơn vị kế thừa”.",
                    "Thêm đơn vị mới với ngày hiệu lực.",
                ),
            ),
            GuideTask(
                "Sửa lời văn của văn bản: căn cứ, nơi nhận",
                (
                    "Mở “Quản trị”, “Lời văn mẫu”; bấm “Sửa” ở đoạn cần đổi. Mỗi căn cứ, mỗi nơi nhận một dòng.",
                    "Chỗ điền như {co_quan} được thay khi in; chỗ nào dùng được ghi ở cạnh đoạn.",
                    "Bấm “Xem trước bản PDF” trước khi lưu; muốn về bản cũ thì bấm “Lấy lại bản …” ở danh sách bên dưới.",
                    "Lưu là thêm một phiên bản. Viết sai chỗ điền thì phần mềm báo ngay, bản đang dùng vẫn giữ nguyên.",
                ),
            ),
            GuideTask(
                "Bộ câu hỏi, mức thu nhập, kế hoạch mới",
                (
                    "Bộ câu hỏi đã ban hành không sửa được; thêm một phiên bản mới và đánh dấu dùng cho lần rà soát mới.",
                    "Mức thu nhập bình quân: thêm dòng mới với ngày áp dụng và nguồn; rà soát đang làm giữ mức cũ.",
                    "Kế hoạch sau (giai đoạn khác, chỉ tiêu khác): thêm kế hoạch với các mốc của nó.",
                ),
            ),
        ),
    ),
    Guide(
        Role.OBSERVER,
        "van-phong-ubnd-tinh",
        "Văn phòng UBND tỉnh",
        "Xem thủ tục, rà soát, hồ sơ trình và tiến độ; không sửa gì.",
        (
            GuideTask(
                "Xem",
                (
                    "“Thủ tục”, “Rà soát”, “Hồ sơ trình” có những gì các đơn vị đã nộp lên Văn phòng Sở.",
                    "“Tiến độ” cho số liệu đến bất kỳ ngày nào.",
                ),
            ),
        ),
    ),
)
BY_SLUG = {guide.slug: guide for guide in GUIDES}
BY_ROLE = {guide.role: guide for guide in GUIDES}
QUESTIONS = (
    (
        "Trang báo “bản này đã được người khác sửa hoặc chuyển”.",
        "Có người vừa lưu hoặc chuyển bản đó. Điều bạn gõ vẫn còn trên trang: chép ra nếu cần, tải lại trang rồi nhập tiếp.",
    ),
    (
        "Nút bị mờ.",
        "Câu bên cạnh nút nói còn thiếu gì. Làm xong điều đó thì nút bấm được.",
    ),
    (
        "Quên mật khẩu.",
        "Bấm “Quên mật khẩu?” ở trang đăng nhập, hoặc nhờ Quản trị đặt mật khẩu tạm.",
    ),
    (
        "Không thấy thủ tục của đơn vị khác.",
        "Mỗi đơn vị chỉ thấy biểu mẫu của mình; thủ tục đã công bố xem ở “Danh mục công khai”.",
    ),
)
