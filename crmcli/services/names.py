"""What names of firms have in common: their core, and whether two cores can be one firm.

A registered Chinese name is place + brand 字号 + trade 行业 + legal form (《企业名称登记管理规定》,
articles 6 to 9). Place, legal form and brackets are stripped for the core; two cores are compared
by brand first, since one other character makes another firm: 智远 is not 致远.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from crmcli.services.texts import HAN

LEGAL_FORMS = (
    "有限责任公司", "股份有限公司", "有限公司", "股份公司", "集团公司", "总公司", "公司", "集团",
    "股份", "有限合伙", "普通合伙", "特殊普通合伙", "个人独资",
)  # fmt: skip
LATIN_FORMS = frozenset(
    {
        "ab", "ag", "as", "asa", "aps", "bv", "co", "company", "corp", "corporation", "gmbh",
        "inc", "incorporated", "kg", "kft", "kk", "limited", "llc", "llp", "ltd", "ltda", "mbh",
        "nv", "oao", "ohg", "ooo", "oy", "oyj", "plc", "pte", "pty", "sa", "sarl", "sas", "spa",
        "sl", "srl", "sro",
    }
)  # fmt: skip
LATIN_PLACES = frozenset(
    {
        "china", "prc", "beijing", "shanghai", "guangzhou", "shenzhen", "tianjin", "chongqing",
        "hangzhou", "suzhou", "hongkong", "taiwan", "asia", "europe", "germany", "deutschland",
        "france", "uk", "usa", "us",
    }
)  # fmt: skip
TRADES = (
    "信息技术", "网络科技", "电子商务", "进出口", "机电设备", "机械设备", "医疗器械", "建筑工程",
    "装饰工程", "建设工程", "文化传媒", "文化传播", "人力资源", "供应链", "物联网", "新能源",
    "新材料", "科技", "技术", "信息", "网络", "软件", "电子", "电气", "电器", "通信", "通讯",
    "数据", "智能", "贸易", "商贸", "经贸", "外贸", "工贸", "实业", "发展", "投资", "控股", "置业",
    "地产", "房地产", "开发", "建设", "建筑", "工程", "装饰", "建材", "材料", "化工", "机械",
    "设备", "机电", "制造", "工业", "五金", "塑料", "包装", "印刷", "纺织", "服装", "服饰", "食品",
    "餐饮", "酒店", "农业", "生物", "医药", "药业", "医疗", "环保", "能源", "电力", "汽车", "运输",
    "物流", "仓储", "货运", "快递", "旅游", "传媒", "广告", "文化", "教育", "咨询", "管理", "服务",
    "销售", "商业", "百货", "超市", "家具", "办公", "用品", "商行", "经营部", "工作室", "厂",
)  # fmt: skip
"""Words for trades that stand behind a brand, as GB/T 4754 and registrations use them."""
INSTITUTIONS = (
    "银行", "航空", "大学", "学院", "医院", "学校", "中学", "小学", "保险", "证券", "机场", "港口",
    "地铁", "公交", "燃气", "自来水", "电视台", "日报", "出版社", "研究院", "设计院", "博物馆",
    "图书馆", "铁路", "钢铁", "石油", "规划",
)  # fmt: skip
"""With these a place is the brand: 北京银行 is not 江苏银行."""
BRANCH = re.compile("(?:分公司|办事处|分行|支行|分店|分厂|子公司|门店|营业部)$")
BRACKETS = re.compile(r"[(\[【〔「](.*?)[)\]】〕」]")
DISTRICT = re.compile(
    "[\u4e00-\u9fff]{2}市|[\u4e00-\u9fff]{2,4}?(?:经济开发区|开发区|高新区|新区|区|县|镇)"
)
NOT_NAME = re.compile(r"[^\w()\[\]【】〔〕「」]+")
SHORTEST_BRAND, LONG_BRAND = 2, 4
CHINA = "中国"
LONG_CORE, LATIN_SHORT = 6, 5
ALIKE, LATIN_ALIKE = 85, 90
"""Scores of rapidfuzz, 0 to 100: measured on the cases in tests/test_duplicates.py."""


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """The name without place, legal form and brackets, folded; a branch keeps its place."""
    text = unicodedata.normalize("NFKC", name).casefold().strip()
    return (_chinese_core(text) if HAN.search(text) else _latin_core(text)) or text


def bigrams(value: str) -> list[str]:
    """The pairs of neighbouring characters by which candidates are found: of the brand, if any."""
    words = [_brand(value)[0]] if HAN.search(value) else value.split()
    pairs = [word[i : i + 2] for word in words for i in range(max(len(word) - 1, 1))]
    return list(dict.fromkeys(pairs))


def lengths(value: str) -> tuple[int, int] | None:
    """Between which lengths a name alike can be; ``None`` where length does not tell."""
    if HAN.search(value):
        return None
    return len(value) * 8 // 10, len(value) * 125 // 100 + 1


def survivors(value: str) -> int:
    """Of so many pairs of a Latin core at least one is in every core alike.

    What scores 90 of 100 differs in a tenth of both lengths at most, and each character put in or
    left out breaks two pairs.
    """
    longest = len(value) * 125 // 100 + 1
    return 2 * ((len(value) + longest) * (100 - LATIN_ALIKE) // 100) + 1


def alike(one: str, other: str) -> bool:
    """Whether two cores can be of one firm."""
    if one == other:
        return True
    if bool(BRANCH.search(one)) or bool(BRANCH.search(other)):
        return False
    if re.sub("[^0-9]", "", one) != re.sub("[^0-9]", "", other):
        return False
    if HAN.search(one) or HAN.search(other):
        return _alike_chinese(one, other)
    from rapidfuzz import fuzz

    if min(len(one), len(other)) <= LATIN_SHORT:
        return False
    return fuzz.token_sort_ratio(one, other) >= LATIN_ALIKE


def _alike_chinese(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    (brand, trade), (brand_2, trade_2) = _brand(one), _brand(other)
    if brand == brand_2:
        return not trade or not trade_2 or bool(set(trade) & set(trade_2))
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= LONG_BRAND and longer.startswith(shorter):
        return True
    return (
        one[:SHORTEST_BRAND] == other[:SHORTEST_BRAND]
        and min(len(one), len(other)) >= LONG_CORE
        and fuzz.ratio(one, other) >= ALIKE
    )


@lru_cache(maxsize=16_384)
def _brand(value: str) -> tuple[str, str]:
    """Brand and trade of a Chinese core; a name of trades only is a brand."""
    brand = value
    while True:
        trade = next((t for t in TRADES if brand.endswith(t)), None)
        if trade is None or len(brand) - len(trade) < SHORTEST_BRAND:
            return brand, value[len(brand) :]
        brand = brand[: -len(trade)]


def _chinese_core(text: str) -> str:
    text = NOT_NAME.sub("", text)
    text = BRACKETS.sub(lambda m: "" if _is_place(m.group(1)) else m.group(1), text)
    text = re.sub(r"[()\[\]【】〔〕「」]", "", text)
    branch = BRANCH.search(text)
    if branch:
        for form in LEGAL_FORMS:
            head = text[: branch.start()].replace(form, "")
            text = head + branch.group() if head else text
            branch = BRANCH.search(text)
            assert branch is not None
    else:
        text = _without_form(text)
        if text.endswith(CHINA) and len(text) >= len(CHINA) + SHORTEST_BRAND:
            text = text.removesuffix(CHINA)
    return _without_place(text)


def _without_form(text: str) -> str:
    while True:
        form = next((f for f in LEGAL_FORMS if text.endswith(f)), None)
        if form is None or len(text) - len(form) < SHORTEST_BRAND:
            return text
        text = text[: -len(form)]


def _without_place(text: str) -> str:
    stripped = False
    while True:
        length = _place_length(text)
        if not length and stripped:
            district = DISTRICT.match(text)
            length = district.end() if district else 0
        rest = text[length:]
        if not length or len(rest) < SHORTEST_BRAND or rest.startswith(LEGAL_FORMS):
            return text
        if _only_trades(rest):
            return text
        text, stripped = rest, True


def _only_trades(text: str) -> bool:
    while text:
        trade = next((t for t in (*INSTITUTIONS, *TRADES) if text.endswith(t)), None)
        if trade is None:
            return False
        text = text[: -len(trade)]
    return True


def _is_place(text: str) -> bool:
    return bool(text) and (_place_length(text) == len(text) or text in LEGAL_FORMS)


def _place_length(text: str) -> int:
    """How many characters at the start are a province, a prefecture, or China."""
    known = _places()
    for length in range(min(len(text), 12), 1, -1):
        if text[:length] in known:
            return length
    return 0


@cache
def _places() -> frozenset[str]:
    """Provinces and prefectures of GB/T 2260, with and without what they are."""
    text = (files("crmcli.services") / "regions_cn.csv").read_text(encoding="utf-8")
    names = {entry["name"] for entry in csv.DictReader(text.splitlines())}
    kinds = (
        "特别行政区",
        "壮族自治区",
        "回族自治区",
        "维吾尔自治区",
        "自治区",
        "省",
        "市",
    )
    short = {n.removesuffix(k) for n in names for k in kinds if n.endswith(k) and len(n) > len(k)}
    return frozenset({n for n in names | short if len(n) > 1} | {CHINA})


def _latin_core(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = BRACKETS.sub(
        lambda m: " " if m.group(1).replace(" ", "") in LATIN_PLACES else f" {m.group(1)} ", plain
    )
    plain = plain.replace("&", " and ").replace("ß", "ss")
    words = re.sub(r"[^\w]+", " ", re.sub(r"[.'’]", "", plain)).split()
    while len(words) > 1 and words[-1] in LATIN_FORMS | {"and"}:
        words.pop()
    if len(words) > 1 and words[0] == "the":
        words.pop(0)
    return " ".join(words)
