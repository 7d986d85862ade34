"""Which column of a people or links table holds what, by English and Chinese names."""

import re

PEOPLE = "people"
LINKS = "links"

# Field of the import: names a column may have, compared without case, spaces or marks.
SYNONYMS = {
    PEOPLE: {
        "key": "key|id|no|number|code|person id|person key|external id|external key"
        "|employee id|employee number|node|node id|编号|工号|序号|外部编号"
        "|人员编号|代码",
        "name": "name|full name|person|contact|contact name|employee|stakeholder|姓名"
        "|名字|名称|联系人|人员|关键人|干系人|客户姓名",
        "email": "email|e-mail|mail|email address|e-mail address|邮箱|电子邮件|电子邮箱"
        "|邮件|邮件地址",
        "phone": "phone|telephone|mobile|tel|phone number|cell|cell phone|电话|手机"
        "|手机号|联系电话|电话号码",
        "function": "function|job position|job title|title|position|job|职务|职位|岗位"
        "|头衔",
        "department": "department|dept|division|unit|部门|所属部门|科室",
        "superior": "superior|reports to|manager|boss|supervisor|reports to id"
        "|manager id|line manager|上级|汇报给|汇报对象|直接上级|主管|直属领导|领导",
        "role": "role|decision role|buying role|角色|决策角色|采购角色",
        "weight": "weight|decision weight|权重|决策权重",
        "level": "level|closeness|support|support level|closeness level|attitude|支持度"
        "|关系紧密度|支持级别|态度|紧密度",
        "solution_level": "solution level|solution acceptance|solution|方案认可度",
        "price_level": "price level|price acceptance|price|价格接受度",
        "target_level": "target level|target|target closeness|目标级别|目标支持度"
        "|目标紧密度",
        "has_veto": "veto|has veto|一票否决|否决权",
        "has_approval": "approval|has approval|一票批准|批准权",
        "political_status": "political status|politics|political position|政治地位"
        "|政治状态|圈层",
        "contact_depth": "depth of contact|contact depth|depth|接触深度|联系深度",
        "owner": "owner|relationship owner|colleague|our colleague|负责人|责任人"
        "|关系负责人|我方负责人",
        "note": "note|notes|comment|comments|remark|remarks|备注|说明",
        "is_parked": "parked|not placed yet|not placed|parking list|待定|未安排|暂存",
    },
    LINKS: {
        "source": "source|from|source person|person|person 1|who|source id|源|来自"
        "|起点|人员1|人员|甲方|施加者",
        "target": "target|to|target person|other person|person 2|whom|target id|目标"
        "|到|终点|人员2|对象|乙方|对方",
        "type": "type|link type|kind|relation|relationship|link|类型|关系|关系类型"
        "|种类",
        "strength": "strength|weight|强度|关系强度",
        "desired_strength": "desired strength|target strength|期望强度|目标强度",
        "confidence": "confidence|certainty|可信度|置信度|把握",
        "origin": "origin|source of information|information source|信息来源|来源",
        "date_start": "since|start|start date|date start|from date|开始|开始日期"
        "|起始日期",
        "date_end": "until|end|end date|date end|to date|结束|结束日期|截止日期",
        "note": "note|notes|comment|comments|remark|remarks|备注|说明",
    },
}
# Without one of each group there is nothing to import.
REQUIRED = {
    PEOPLE: (("key", "name", "email"),),
    LINKS: (("source",), ("target",), ("type",)),
}
_SHEET_NAMES = {
    PEOPLE: "people|persons|stakeholders|contacts|人员|关键人|干系人|联系人",
    LINKS: "links|relations|relationships|edges|关系|连线|影响力|人脉关系",
}


def _normalise(label):
    return re.sub(r"[\W_]+", "", label).casefold()


def _names(synonyms):
    return [_normalise(synonym) for synonym in synonyms.split("|")]


_FIELDS = {
    kind: {name: field for field, names in fields.items() for name in _names(names)}
    for kind, fields in SYNONYMS.items()
}
_SHEET_KINDS = {
    name: kind for kind, names in _SHEET_NAMES.items() for name in _names(names)
}


def guess_fields(kind, header):
    """Field of each column, by its name.

    :param kind: ``people`` or ``links``
    :param header: names of the columns
    :return: list as long as the header; None where no field fits, and where an earlier
        column already holds that field
    """
    guesses = []
    for label in header:
        field = _field_of(kind, label)
        guesses.append(None if field in guesses else field)
    return guesses


def _field_of(kind, label):
    fields = _FIELDS[kind]
    # "姓名 (Name)" is two names of one column.
    parts = re.split(r"[()/（）／]", label)
    candidates = [label, *parts]
    return next((fields[n] for n in map(_normalise, candidates) if n in fields), None)


def guess_kind(name, header):
    """Whether a table holds people or links, by the name of its sheet or its columns.

    :return: ``people`` or ``links``
    """
    kind = _SHEET_KINDS.get(_normalise(name))
    if kind:
        return kind
    fields = guess_fields(LINKS, header)
    return LINKS if "source" in fields and "target" in fields else PEOPLE


def choose_tables(tables):
    """The people and the links table of a workbook that may have other sheets, too.

    :param tables: objects with the ``name`` of a sheet and its ``header``
    :return: ``{kind: table}``, complete tables going before incomplete ones
    """
    chosen = {}
    for table in tables:
        kind = guess_kind(table.name, table.header)
        missing = len(missing_fields(kind, guess_fields(kind, table.header)))
        if kind not in chosen or missing < chosen[kind][0]:
            chosen[kind] = (missing, table)
    return {kind: table for kind, (__, table) in chosen.items()}


def missing_fields(kind, fields):
    """Groups of fields of which at least one has to be there and none is.

    :param fields: the fields that the columns hold
    :return: list of tuples of field names
    """
    return [group for group in REQUIRED[kind] if not set(group).intersection(fields)]


def pick_cells(fields, row):
    """Cells of a row by field, without empty ones.

    :param fields: field or None per column
    :param row: texts per column
    """
    return {
        field: cell for field, cell in zip(fields, row, strict=True) if field and cell
    }
