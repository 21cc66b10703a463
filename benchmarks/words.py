"""The words for invented people: names in several scripts, and words for notes."""

from __future__ import annotations

# First parts of names, last parts, and the separator between them.
NAMES = (
    ("Anna Marek Zofia Piotr Łukasz Ewa Żaneta", "Kowalska Nowak Wójcik Zieliński Maj", " "),
    ("Grace Tom Mary John Ruth Sam Noah Olive", "Hopper Baker O'Brien Smith-Jones Clark", " "),
    ("Jürgen Heiko Sören Änne Grete", "Müller Weiß Groß Schröder Köhler", " "),
    ("José Inés Lucía Íñigo Begoña", "Ortega Núñez García Peña Ibáñez", " "),
    ("Åse Øyvind Håkon Sigríður Þóra", "Bjørnsdóttir Lind Sæther Ødegård", " "),
    ("İpek Çağla Yağız Şule", "Öztürk Şahin Yıldız Güneş", " "),
    ("Nguyễn Trần Lê Phạm", "Ánh Đức Hương Quỳnh", " "),
    ("Иван Ольга Пётр Юлия", "Сидоров Орлова Щербак Ёлкин", " "),
    ("Ελένη Γιώργος Σοφία", "Παπάς Νικολάου Ιωάννου", " "),
    ("محمد ليلى يوسف", "الأحمد حداد منصور", " "),
    ("דוד נועה יעל", "כהן לוי מזרחי", " "),
    ("राहुल प्रिया अनिल", "शर्मा वर्मा सिंह", " "),
    ("山田 田中 佐藤 鈴木 高橋", "太郎 花子 健 美咲 翔", " "),
    ("김 이 박 최 정", "민준 서연 지우 하은 도윤", " "),
    ("王 李 张 陈 欧阳", "伟 芳 娜 秀英 建国", ""),
)
NICKNAMES = ("Bee", "Chief", "Mo", "Doc", "Sunny", "Pops", "Ziggy", "Tex")
ORGANIZATIONS = (
    "Analytical Engines Ltd", "Harbour Bakery", "Nordlicht GmbH", "Three Rivers School",
    "Studio Ortega", "Blue Door Books", "City of Gdynia", "Kyoto Ceramics",
)  # fmt: skip
TAGS = ("vip", "retainer", "lead", "family", "press", "neighbour", "workshop", "newsletter")
FACTS = {
    "coffee": ("flat white", "black", "tea, please", "none after noon"),
    "daughter": ("Ida", "Mina", "Zuzanna"),
    "hobby": ("sailing", "rye bread", "chess", "choir", "orchids"),
    "parking": ("gate B", "round the corner"),
}
ISSUES = (
    "Wrong print size delivered", "Invoice charged twice", "The parcel never arrived",
    "Nobody called back", "The link in the letter was dead", "Colours came out pale",
)  # fmt: skip
WORDS = (
    "quote contract lunch moving offices autumn school daughter prints sample proof delivery paper"
    " thanks invoice visit garden holiday train coffee meeting project deadline budget colour late"
    " early good better new old plan idea letter photograph museum concert harbour bridge market"
    " he she they asked told sent wants likes needs about with after before until next last the a"
    " spring winter birthday present recipe doctor knee surgery running marathon guitar lesson"
).split()
