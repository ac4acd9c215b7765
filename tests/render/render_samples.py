"""Libraries for the tests of pages: every kind of block, note and translation state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from sitegen.config import Config, Settings
from sitegen.content.library import Library, Topic
from sitegen.content.load import parse_document
from sitegen.model import (
    Catalog,
    Digest,
    Document,
    OutputFile,
    Sentence,
    Term,
    Translated,
    TranslationState,
)
from sitegen.progress import Silent
from sitegen.render.assets import copy_assets
from sitegen.render.feeds import render_feeds
from sitegen.render.pages import render_pages

PLAN = """---
title: 河湾市2025年公园建设计划
slug: park-plan
kicker: 市政府办公厅通知
subtitle: 让居民出门五分钟见到绿地
date: 2025-03-12
publisher: 河湾市人民政府
authors: [绿化科]
source: park-plan.txt
tags: [公园, 城市更新]
aliases: [old/park-plan/, en/old-park.html]
notes: [reordered]
---
各区政府、市直各部门：现将2025年公园建设计划印发给你们，请认真执行。

## 一、总体目标

全年新建公园12座、改造旧公园30座，新增绿地面积1.2平方公里。到年底，建成区居民步行五分钟见到绿地的比例达到85%。

一是补上老城区的缺口。二是把河岸连成一线。三是让养护有人负责。

### （一）老城区

在铁路以西的老街区，利用拆除围墙后留下的边角地建设口袋公园。每座不小于400平方米，设有树荫、座椅和饮水点，详见[养护要求](#er-yang-hu-yao-qiu)。

- 火车站片区：建设3座
- 纺织厂片区：建设2座
  - 其中一座保留原有水塔
- 河湾大学周边：建设1座

### （二）沿河绿道

沿清水河两岸贯通绿道26公里，与地铁站口相连。**桥下空间**优先用作运动场地。

| 区 | 新建（座） | 改造（座） | 投资（万元） |
| --- | --- | --- | --- |
| 东岸区 | 5 | 12 | 3,400 |
| 西岸区 | 4 | 10 | 2,850 |
| 新城区 | 3 | 8 | 1,960 |

## 二、养护要求

1. 每座公园公布责任人姓名和电话。
2. 古树每季度检查一次，记录向公众开放。
3. 灌溉优先使用再生水，全年再生水比例不低于60%。

> 公园是城市的客厅，客厅要天天打扫。

```
报修电话  0000-12345
值班时间  8:00-20:00
```

## 三、资金和进度

资金由市、区两级各承担一半。第一季度完成设计，第二季度开工，第四季度验收。
"""

NEWS = """---
title: 清水河绿道首段开放
slug: greenway-opens
date: 2025-06-01
publisher: 河湾日报
authors: [本报记者]
tags: [公园]
notes: ["continued: （上接一版）", unfinished]
---
6月1日，清水河绿道首段8公里向市民开放。清晨六点，第一批跑步的人已经来到桥下。

## 桥下有了球场

过去堆放建材的桥下空间，如今是三片篮球场和一处轮滑场。附近居民说，晚上散步有了去处。
"""

NOTE = """---
title: 关于夏季开放时间的说明
slug: summer-hours
---
夏季全市公园开放时间延长到晚上十点。
"""

ENGLISH: Mapping[str, tuple[str, TranslationState]] = {
    "河湾市2025年公园建设计划": ("Hewan’s 2025 Park Plan", TranslationState.CURRENT),
    "让居民出门五分钟见到绿地": ("Green space within five minutes of every door", TranslationState.CURRENT),
    "一、总体目标": ("I. Overall targets", TranslationState.CURRENT),
    "全年新建公园12座、改造旧公园30座，新增绿地面积1.2平方公里。到年底，建成区居民步行五分钟见到绿地的比例达到85%。": (
        "Over the year 12 parks will be built and 30 older ones rebuilt, adding 1.2 square "
        "kilometres of green space. By year’s end, 85% of residents of the built-up area will "
        "find green space within a five-minute walk.",
        TranslationState.CURRENT,
    ),
    "一是补上老城区的缺口。二是把河岸连成一线。三是让养护有人负责。": (
        "First, fill the gaps in the old town. Second, join up the river banks. Third, put "
        "someone in charge of upkeep.",
        TranslationState.MACHINE,
    ),
    "（一）老城区": ("(1) The old town", TranslationState.CURRENT),
    "（二）沿河绿道": ("(2) Riverside greenway", TranslationState.CURRENT),
    "二、养护要求": ("II. Upkeep", TranslationState.OUTDATED),
    "每座公园公布责任人姓名和电话。": (
        "Every park names the person in charge, with a telephone number.",
        TranslationState.OUTDATED,
    ),
    "沿清水河两岸贯通绿道26公里，与地铁站口相连。**桥下空间**优先用作运动场地。": (
        "A continuous greenway of 26 kilometres will follow both banks of the Qingshui River and "
        "connect with metro exits. **Space under bridges** goes to sports first.",
        TranslationState.CURRENT,
    ),
    "区": ("District", TranslationState.CURRENT),
    "东岸区": ("East Bank", TranslationState.CURRENT),
    "投资（万元）": ("Investment (10,000 yuan)", TranslationState.CURRENT),
}

GLOSSARY = (
    Term("公园", "parks"),
    Term("绿道", "greenway"),
    Term("河湾市人民政府", "Hewan Municipal People’s Government"),
)


def parsed(text: str, folder: str) -> Document:
    """A document from the text of its index.md."""
    return parse_document(text, file=f"content/{folder}/index.md", folder=folder)


def long_document(sections: int = 3) -> Document:
    """One that is long enough for a page per section."""
    paragraph = "为了让每一条街道都有树荫，全市按街区逐一核对空地，登记水源、土质和管线，再确定树种。"
    body = "\n\n".join([paragraph * 10] * 11)
    parts = [f"## {number}、第{number}类街道\n\n{body}" for number in "一二三四五六"[:sections]]
    return parsed(
        "---\ntitle: 行道树普查报告\nslug: street-trees\ndate: 2024-11-20\ntags: [城市更新]\n---\n"
        "本报告分为几部分。\n\n" + "\n\n".join(parts),
        "street-trees",
    )


def sample_library() -> Library:
    """Four documents: one with all kinds of blocks and half an English, one long."""
    documents = (
        parsed(NEWS, "greenway-opens"),
        parsed(PLAN, "park-plan"),
        long_document(),
        parsed(NOTE, "summer-hours"),
    )
    entries = {unit: Translated(text, state) for unit, (text, state) in ENGLISH.items()}
    return Library(
        documents=documents,
        catalogs={"park-plan": {"en": Catalog("en", "content/park-plan/en.po", entries)}},
        glossary=GLOSSARY,
        topics=topics_of(documents),
        digests={document.slug: _digest(document, documents) for document in documents},
    )


def topics_of(documents: tuple[Document, ...]) -> tuple[Topic, ...]:
    """A topic for every tag."""
    slugs = {"公园": "gong-yuan", "城市更新": "cheng-shi-geng-xin"}
    return tuple(
        Topic(tag, slug, tuple(d for d in documents if tag in d.meta.tags))
        for tag, slug in slugs.items()
    )


def _digest(document: Document, documents: tuple[Document, ...]) -> Digest:
    section = next(part for part in document.walk() if part.blocks and part.title or part is document.lead)
    block = section.blocks[0]
    sentence = Sentence(block.plain.split("。")[0] + "。", section.id, block.anchor, 0)
    sections = [part for part in document.walk() if part.title]
    more = [
        Sentence(part.blocks[0].plain.split("。")[0] + "。", part.id, part.blocks[0].anchor, 0)
        for part in sections[:2]
        if part.blocks
    ]
    others = tuple(other.slug for other in documents if other is not document)
    return Digest((sentence, *more), ("绿道", "公园", "再生水"), others[:2])


def site_config(root: Path, **settings: object) -> Config:
    """A site in `root` with two languages' titles."""
    values: dict[str, object] = {
        "title": "河湾公报摘读",
        "title_en": "Hewan Digest",
        "description": "把公告与计划整理成可以检索的摘读。",
        "description_en": "Notices and plans, digested and searchable.",
    }
    return Config(
        root=root.resolve(),
        settings=Settings.model_validate(values | settings),
        output=root.resolve() / "public",
    )


def render_site(library: Library, config: Config) -> dict[str, bytes]:
    """Every file that the render stage makes, by path; a path made twice is an error."""
    files: dict[str, bytes] = {}
    made = [*render_pages(library, config, Silent()), *render_feeds(library, config)]
    for file in [*made, *copy_assets(config)]:
        assert isinstance(file, OutputFile)
        assert file.path not in files, f"{file.path} is written twice"
        files[file.path] = file.data
    return files


def with_meta(document: Document, **changes: object) -> Document:
    """The document with other front matter."""
    return replace(document, meta=replace(document.meta, **changes))  # type: ignore[arg-type]


NEWEST = date(2025, 6, 1)
