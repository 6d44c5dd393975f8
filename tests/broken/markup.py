"""HTML, scripts and attributes in the text of a page."""

from __future__ import annotations

from tests.broken.case import Case, body

HTML = "html-forbidden"
LIST = "attributes-forbidden"
BAD = "address-malformed"
NO_LINK = "link-unreadable"

MARKUP = (
    Case("a script in a text", body("<script>alert(1)</script>"), HTML),
    Case("a script in capitals, amid a line", body("One <SCRIPT SRC=//x.example/a></SCRIPT>."),
         HTML),
    Case("a script in a code block inside a list, which the engine runs",
         body("- one\n\n  ```\n  <script>alert(1)</script>\n  ```", at="  <script>"), HTML),
    Case("a script in an indented block after a list",
         body("- one\n\n    <script>alert(1)</script>", at="    <script>"), HTML),
    Case("a tag without a space before its attribute", body("One <a/onclick=alert(1)>two</a>."),
         HTML),
    Case("a tag over two lines", body("One <b\nonclick=alert(1)>two</b>."), HTML),
    Case("a tag that does not end", body("One <img src=x onerror=alert(1)"), HTML),
    Case("an event handler", body('<div onclick="alert(1)">one</div>'), HTML),
    Case("an event handler beside what is allowed", body('<div class="a" onclick="b" markdown>\n\n'
         "one\n\n</div>"), HTML),
    Case("a style in a text", body("<style>body { display: none }</style>"), HTML),
    Case("a style of one element", body('<div style="position: fixed" markdown>\n\none\n\n</div>'),
         HTML),
    Case("a frame", body('<iframe src="https://x.example/"></iframe>'), HTML),
    Case("an object", body('<object data="x.swf"></object>'), HTML),
    Case("an embedded file", body('<embed src="x.swf">'), HTML),
    Case("a drawing that acts", body("<svg onload=alert(1)></svg>"), HTML),
    Case("a formula that acts", body("<math><maction actiontype='statusline'>x</maction></math>"),
         HTML),
    Case("a form", body('<form action="https://x.example/"><input name=a></form>'), HTML),
    Case("a base for all links", body('<base href="https://x.example/">'), HTML),
    Case("a page that leads elsewhere", body('<meta http-equiv="refresh" content="0;url=//x">'),
         HTML),
    Case("a link in HTML", body('<a href="javascript:alert(1)">one</a>'), HTML),
    Case("a picture in HTML", body('<img src="https://x.example/a.png" alt="">'), HTML),
    Case("a harmless letter in bold", body("One <b>two</b>."), renders="One <b>two</b>."),
    Case("a break of the line", body("One<br>two."), renders="two."),
    Case("a remark in HTML", body("One.\n\n<!-- secret -->\n\nTwo."), renders="Two."),
    Case("a document type", body("<!DOCTYPE html>"), HTML),
    Case("an instruction", body("<?php echo 1 ?>"), HTML),
    Case("raw characters", body("<![CDATA[<script>]]>"), HTML),
    Case("a box that stays open", body('<div class="readers" markdown>\n\none'), "html-open"),
    Case("a box that was not open", body("one\n\n</div>", at="</div>"), "html-open"),
    Case("an attribute list with a handler", body('One *two*{: onclick="alert(1)" }.'), LIST),
    Case("the same without a colon", body("One *two*{ onclick=alert(1) }."), LIST),
    Case("the same under a paragraph", body("One\n{: onclick=alert(1) }", at="{:"), LIST),
    Case("the same in a heading", body("### One {: #one onmouseover=alert(1) }"), LIST),
    Case("the same behind a name", body("### One {: #a } onmouseover=alert(1) }"), LIST),
    Case("a style in an attribute list", body("One *two*{: style='color:red' }."), LIST),
    Case("an address in an attribute list", body("[one](../index.md){: href=javascript:alert(1) }"),
         LIST),
    Case("markdown in an attribute list", body("One *two*{: markdown=1 }."), LIST),
    Case("a script as a link", body("[one](javascript:alert(1))"), BAD),
    Case("the same in capitals", body("[one](JavaScript:alert(1))"), BAD),
    Case("the same with a character escaped", body("[one](java&#115;cript:alert(1))"), BAD),
    Case("the same with a tab", body("[one](java\tscript:alert(1))"), NO_LINK),
    Case("the same in angle brackets", body("[one](<javascript:alert(1)>)"), HTML),
    Case("the same by reference", body("[one][x]\n\n[x]: javascript:alert(1)"), BAD),
    Case("a script as a picture", body("![one](javascript:alert(1))"), BAD),
    Case("the same as an address of its own", body("<javascript:alert(1)>"), HTML),
    Case("data as a link", body("[one](data:text/html;base64,PHNjcmlwdD4=)"), BAD),
    Case("data as a picture", body("![one](data:image/svg+xml;base64,PHN2Zz4=)"), BAD),
    Case("a script of another kind as a link", body("[one](vbscript:msgbox(1))"), BAD),
    Case("a file of the machine as a link", body("[one](file:///etc/passwd)"), BAD),
    Case("what a mail may carry", body("[one](mailto:a@example.org?bcc=b@example.org)"),
         "address-malformed"),
    Case("a column that is aligned", body("| a | b |\n| :-: | --- |\n| c | d |"),
         renders="c"),
    Case("a code block shows its markup",
         body("```\n<script>alert(1)</script> { onclick=x }\n```"),
         renders="<script>alert(1)</script> { onclick=x }"),
    Case("characters that are no tag stay", body("2 < 3 and 5 > 4, & so <3."),
         renders="2 < 3 and 5 > 4, & so <3."),
    Case("characters that are escaped stay", body("&lt;script&gt;alert(1)&lt;/script&gt;."),
         renders="<script>alert(1)</script>"),
)  # fmt: skip

GROUPS = {"markup": MARKUP}
