"""Words of which names are made. Kinds of goods are real words, brands are invented: no person's and no firm's name."""

from typing import Final

# By number of the set (26/2026, Phụ lục I): what a product of it may be called.
GOODS: Final[dict[int, tuple[str, ...]]] = {
    1: ("Mãng cầu ta", "Dưa lưới", "Sầu riêng", "Nhãn tiêu da bò", "Bưởi da xanh", "Thanh long ruột đỏ", "Chanh không hạt", "Rau muống hạt",
        "Cải ngọt", "Dưa leo", "Khổ qua", "Măng tre tươi", "Xoài cát", "Chuối già hương", "Mít ruột đỏ"),
    2: ("Trứng vịt tươi", "Trứng gà thảo mộc", "Thịt heo thảo dược", "Gà thả vườn", "Cá lăng tươi", "Sữa bò tươi"),
    3: ("Gạo thơm", "Gạo lứt đỏ", "Gạo nếp", "Đậu phộng sơ chế", "Mè đen", "Đậu xanh tách vỏ", "Bắp nếp khô"),
    4: ("Mật ong hoa tràm", "Mật ong hoa cao su", "Mật dừa nước", "Yến sào sơ chế", "Nấm mối đen"),
    5: ("Cháo ăn liền", "Bún gạo ăn liền", "Bánh canh ăn liền", "Hủ tiếu ăn liền"),
    6: ("Bánh tráng phơi sương", "Bánh tráng me", "Bánh tráng tôm hành", "Bánh tráng rế", "Bún khô", "Bánh phồng", "Cốm gạo", "Bánh in nếp"),
    7: ("Hạt điều rang muối", "Mãng cầu sấy dẻo", "Chuối sấy", "Mít sấy giòn", "Khoai mì sấy", "Dưa kiệu", "Đậu phộng da cá", "Tinh bột nghệ"),
    8: ("Khô cá lóc", "Khô bò", "Lạp xưởng", "Chả lụa", "Nem chua", "Dế sấy lá chanh", "Mắm cá lóc", "Tôm khô"),
    9: ("Nước tương", "Tương hột", "Chao đỏ", "Nước mắm chay", "Giấm trái cây"),
    10: ("Muối ớt", "Muối tôm", "Muối ớt xanh", "Muối chay", "Sa tế tôm", "Tiêu hạt", "Ớt bột", "Muối sả"),
    11: ("Chè xanh sao", "Chè ướp sen"),
    12: ("Trà mãng cầu", "Trà lá vối", "Trà hoa đậu biếc", "Trà gừng", "Trà khổ qua rừng"),
    13: ("Cà phê rang xay", "Ca cao bột", "Cà phê hòa tan"),
    14: ("Rượu nếp", "Rượu gạo", "Rượu nếp than chưng"),
    15: ("Rượu mãng cầu", "Rượu vang thanh long", "Rượu chuối hột"),
    16: ("Nước uống đóng chai", "Nước khoáng đóng chai"),
    17: ("Nước mía", "Nước ép mãng cầu", "Sữa đậu nành", "Nước chanh dây", "Sữa hạt điều"),
    18: ("Viên nghệ mật ong", "Cao atiso", "Bột đinh lăng"),
    19: ("Xà phòng thảo mộc", "Dầu gội bồ kết", "Son dưỡng mật ong"),
    20: ("Tinh dầu sả", "Tinh dầu tràm", "Nước lau sàn sả quế", "Nến thơm thảo mộc"),
    21: ("Giỏ tre đan", "Bàn ghế mây tre", "Tranh lá thốt nốt", "Tượng gỗ", "Chổi đót", "Nón lá", "Thảm lục bình"),
    22: ("Khăn rằn dệt tay", "Túi vải thêu", "Áo bà ba"),
    23: ("Lan rừng thuần", "Mai vàng chậu", "Hoa sống đời"),
    24: ("Bonsai sanh", "Cá cảnh bảy màu"),
    25: ("Gà cảnh tre", "Chim cảnh"),
    26: ("Điểm du lịch vườn trái cây", "Nhà vườn nghỉ cùng dân", "Tham quan làng bánh tráng", "Du lịch vườn mãng cầu"),
}  # fmt: skip
GROUP_OF_SET: Final[dict[int, str]] = (
    dict.fromkeys(range(1, 14), "food")
    | dict.fromkeys(range(14, 18), "drink")
    | dict.fromkeys(range(18, 21), "herb")
    | dict.fromkeys(range(21, 23), "craft")
    | dict.fromkeys(range(23, 26), "ornamental")
    | {26: "tourism"}
)
# How often a set occurs: food above all, as in every province.
WEIGHT_OF_SET: Final[dict[int, int]] = {
    1: 26, 2: 5, 3: 9, 4: 6, 5: 2, 6: 16, 7: 14, 8: 12, 9: 4, 10: 12, 11: 1, 12: 5, 13: 3, 14: 3, 15: 3, 16: 1, 17: 5, 18: 3, 19: 2, 20: 3,
    21: 6, 22: 2, 23: 1, 24: 1, 25: 1, 26: 3,
}  # fmt: skip

BRAND_FIRST: Final = (
    "Mây", "Nắng", "Sương", "Gió", "Suối", "Trăng", "Đồi", "Lúa", "Sen", "Ruộng", "Vườn", "Bến", "Cánh", "Hương", "Ngọn", "Hạt", "Giọt", "Khói",
    "Rạng", "Bờ", "Lối", "Nhịp", "Tiếng", "Đốm", "Vạt", "Dải", "Chiều", "Sớm", "Mùa", "Phù", "Tơ", "Vòm", "Bóng", "Cội", "Mạch", "Nếp",
)  # fmt: skip
BRAND_SECOND: Final = (
    "Lam", "Biếc", "Hồng", "Thắm", "Ngân", "Chiêm", "Xanh", "Vàng", "Tím", "Trắng", "Nâu", "Bạc", "Thơm", "Lành", "Ngọt", "Mát", "Hiền", "Mơ",
    "Rì Rào", "Thì Thầm", "Long Lanh", "Mênh Mông", "Bâng Khuâng", "Lấp Lánh", "Dịu Dàng", "Trong Veo", "Xa Xanh", "Đầu Ngõ", "Ven Sông",
    "Cuối Bãi", "Bên Cầu", "Giữa Đồng", "Quê Nội", "Quê Ngoại", "Hàng Dừa", "Bờ Tre", "Rặng Trâm", "Gốc Me", "Hoàng Hôn", "Bình Minh Sớm",
)  # fmt: skip
BRAND_THIRD: Final = (
    "", "Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Út", "Đông", "Đoài", "Nam", "Bắc", "Thượng", "Hạ", "Trung", "Tân",
)  # fmt: skip
# Kind of producer: how its name begins, and how often it occurs.
PRODUCERS: Final[tuple[tuple[str, str, str, int], ...]] = (
    ("household", "Hộ kinh doanh", "Hộ kinh doanh", 40),
    ("household", "Cơ sở sản xuất", "Hộ sản xuất", 12),
    ("cooperative", "Hợp tác xã nông nghiệp", "HTX", 12),
    ("cooperative", "HTX dịch vụ nông nghiệp", "Hợp tác xã", 8),
    ("company", "Công ty TNHH", "Doanh nghiệp", 14),
    ("company", "Công ty TNHH MTV", "Công ty", 8),
    ("company", "Công ty cổ phần", "Doanh nghiệp", 4),
    ("cooperative_group", "Tổ hợp tác", "Tổ hợp tác", 5),
    ("farm", "Trang trại", "Trang trại", 3),
)
TOURISM_PRODUCER: Final = ("association", "Hội quán du lịch", "Hội")
