"""Headings that lists have in use: understood, never shown. Written with a stroke between them."""

from __future__ import annotations

SYNONYMS: dict[str, str] = {
    "code": "编号|代码|id|no.|序列编号",
    "phone": "联系电话|电话号码|固定电话|座机|办公电话|公司电话|telephone|tel|phone number",
    "mobile": "手机号码|手机号|移动电话|联系手机|mobile phone|cell|cell phone|cellphone",
    "fax": "传真号码|传真号|fax number",
    "email": "电子邮箱|电子邮件|邮箱地址|email|mail|email address|e-mail address",
    "wechat": "微信|wechat",
    "website": "网址|主页|公司网站|url|web|homepage",
    "address": "地址|联系地址|公司地址|通讯地址|单位地址|street|street address",
    "postcode": "邮政编码|postal code|postal_code|zip|zip code",
    "province": "省份|省/直辖市|state",
    "city": "城市|所在城市|town",
    "district": "区|县|区/县",
    "region": "地区|大区|所属区域|客户所属区域|所属地区|territory|area|country",
    "remark": "备注信息|备注说明|说明|附注|note|notes|comment|comments",
    "tax_number": (
        "税号|纳税人识别号|信用代码|社会信用代码|统一信用代码|vat number|tax id|tax number"
    ),
    "owner": "业务员|负责人|归属人|客户经理|所属业务员|account manager",
    "salesperson": "销售员|销售人员|销售代表|sales rep|sales person|sales representative",
    "type": "客户类别|类型",
    "source": "来源|来源渠道",
    "industry": "行业|行业类别",
    "level": "级别|客户等级|等级",
    "lifecycle": "客户状态|阶段",
    "credit_limit": "授信额度|信用限额",
    "payment_terms": "付款条件|结算账期|账期天数",
    "staff": "人数|员工人数|employees|number of employees",
    "turnover": "年营业额|营业额|annual revenue",
    "billing_name": "开票抬头|发票抬头|开票名称",
    "billing_bank": "开户银行|开户行",
    "billing_account": "银行账号|银行帐号|账号|开户账号",
    "active": "是否启用|状态",
    "birthday": "出生日期|date of birth",
    "position": "职位|岗位|职务类型|job title|title|contact title",
    "department": "所属部门|所在部门",
    "personnel_type": "人员类别",
    "manager": "领导|上级|直接上级|reports to|reports_to",
    "customer": (
        "客户|客户名称|单位名称|客户全称|公司名称|公司|单位|客户编码|company"
        "|customer name|customer code|organisation|organization"
    ),
    "contact": "联系人姓名|联系人|客户联系人|contact name|contact person",
    "number": "编号|单号|单据编号|no.",
    "date": "日期|单据日期|业务日期|下单日期",
    "due_date": "到期日|应收日期|应付日期|付款期限",
    "amount": "金额|总额|合计金额",
    "product": "产品|商品|商品编码|产品编码|产品名称|商品名称|货品|货品名称|item|sku",
    "quantity": "数量|销售数量|qty",
    "price": "单价|售价|销售单价|含税单价|unit price|price",
    "discount": "折扣|优惠",
    "tax_rate": "税率|税率(%)|vat",
    "unit": "单位|计量单位",
    "spec": "规格|型号|规格型号",
    "category": "类别|产品类别|分类|产品分类|商品分类",
    "cost": "成本|进价|成本价",
    "parent": "上级|上级编码|上级名称|parent code",
    "method": "收款方式|付款方式|结算方式|支付方式",
    "account": "收款账户|收款帐户|账户|银行账户",
    "bank_reference": "流水号|银行流水|交易流水号",
    "payer": "付款单位|付款方|汇款人",
    "handler": "收款人|经办人",
    "order": "订单|订单号|销售单号|订单编号",
    "at": "联系时间|拜访时间|拜访日期|跟进日期|联系日期|时间",
    "channel": "方式|联系方式|联系类别|拜访方式|跟进类型",
    "author": "记录人|拜访人|跟进人|业务员|跟进业务员",
    "content": "内容|拜访内容|沟通内容|事件记录|拜访记录|联系记录",
    "result": "结果|拜访结果|沟通结果",
    "next": "下一步|下次计划|后续计划",
    "next_on": "下次日期|下次联系日期|下次拜访日期|下次联系时间",
    "ship_to": "收货地址|送货地址|交货地址|shipping address",
}
"""Key -> headings beside the column's own in every language."""
OF_NOUN: dict[str, dict[str, str]] = {
    "customer": {
        "name": (
            "单位名称|客户全称|公司名称|企业名称|客户|名称|公司|单位|company|company name|name"
        ),
        "code": "客户号",
    },
    "contact": {
        "name": "联系人|姓名|联系人名称|name|full name|contact|contact name",
    },
    "operator": {
        "name": "姓名|员工姓名|名称|name",
        "code": "工号|员工编号",
        "region": "区域",
    },
    "product": {
        "name": "商品名称|货品名称|品名|名称|name|product",
        "code": "货号|商品编号",
    },
    "order": {
        "number": "order|order id|销售单号|订单号|订单编号",
        "remark": "订单备注",
    },
    "payment": {
        "number": "收款单号",
        "date": "收款日期|到账日期",
        "amount": "收款金额|到账金额|实收金额",
    },
    "opening": {
        "amount": "期初余额|期初应收|欠款|欠款金额|应收余额",
    },
    "department": {
        "name": "名称|name",
    },
    "region": {
        "name": "名称|地区|name",
    },
    "working-calendar": {
        "day": "日期|date",
        "working": "上班|是否上班|是否工作日|workday",
        "name": "名称|节日|节假日|holiday|name",
    },
}
"""The same for one kind of list; they win."""


def of(noun: str, key: str) -> list[str]:
    """The headings of a column in one kind of list."""
    return _words(OF_NOUN.get(noun, {}).get(key, ""))


def everywhere(key: str) -> list[str]:
    """The headings of a column in any list."""
    return _words(SYNONYMS.get(key, ""))


def _words(text: str) -> list[str]:
    return text.split("|") if text else []
