# once
"""Text that is not well-formed XML raises an error with Expat's message; well-formed text in several parts does not."""
import io
import pyexpat
import xml.dom.minidom
import xml.etree.ElementTree as ElementTree
import xml.sax
from xml.parsers import expat

ILL_FORMED = {
    "<a>": "no element found",
    "": "no element found",
    "  ": "no element found",
    "<a><": "unclosed token",
    "<a b='1": "unclosed token",
    "<a></b>": "mismatched tag",
    "<a>\n<b>\n</a>": "mismatched tag",
    "<a b=1/>": "not well-formed (invalid token)",
    "<a b='1' b='2'/>": "duplicate attribute",
    "<a>&x;</a>": "undefined entity",
    "<a>\x01</a>": "not well-formed (invalid token)",
    "<a/><b/>": "junk after document element",
    "<a/>b": "junk after document element",
    "x": "syntax error",
    "<a>]]></a>": "not well-formed (invalid token)",
    "<a b='<'/>": "not well-formed (invalid token)",
    "<1/>": "not well-formed (invalid token)",
    " <?xml version='1.0'?><a/>": "XML or text declaration not at start of entity",
    "<a xmlns:x='u'><y:b/></a>": "unbound prefix",
    "<a>&#x;</a>": "not well-formed (invalid token)",
    "<a><![CDATA[x</a>": "unclosed CDATA section",
}
bad = []


def check(what, is_right):
    if not is_right:
        bad.append(what)


for text, words in ILL_FORMED.items():
    try:
        ElementTree.fromstring(text)
        check(f"{text!r} is accepted", False)
    except ElementTree.ParseError as error:
        check(f"{text!r}: {error}", str(error).startswith(f"{words}: line {text.count(chr(10)) + 1}, column "))
        check(f"{text!r}: code {error.code}", expat.ErrorString(error.code) == words)
    for parse, kind in (xml.dom.minidom.parseString, expat.ExpatError), (sax := xml.sax.parseString, xml.sax.SAXParseException):
        try:
            parse(text, xml.sax.ContentHandler()) if parse is sax else parse(text)
            # Neither parser checks namespaces.
            check(f"{parse.__name__}({text!r}) is accepted", words == "unbound prefix")
        except kind:
            pass

for text in "<a>\n<b/>\n</a>", "<a b='&lt;'>&amp;&#65;<!-- x --><?y z?><![CDATA[<]]></a>\n<!-- end -->", "<?xml version='1.0'?>\n<a/>":
    for size in 1, 2, 3, 7:
        parser = ElementTree.XMLPullParser(["start", "end"])
        for at in range(0, len(text), size):
            parser.feed(text[at : at + size])
        parser.close()
        check(f"{text!r} in parts of {size}", [e for e, _ in parser.read_events()].count("start") == text.count("<a") + text.count("<b"))

parser = ElementTree.XMLPullParser()
parser.feed("<a>hel")
parser.feed("lo</a>")
check("text in two parts", next(parser.read_events())[1].text == "hello")

parser = expat.ParserCreate()
try:
    parser.Parse("<a>" + "<b></b>" * 10_000 + "</c>" + "<b></b>" * 10_000, False)
    check("an error before the end waits for the end", False)
except expat.ExpatError as error:
    check(f"the place: {error.lineno} {error.offset}", (error.lineno, error.code) == (1, 7))
check("errors", pyexpat.errors.codes[pyexpat.errors.XML_ERROR_SYNTAX] == 2 and pyexpat.errors.messages[7] == "mismatched tag")
check("iterparse", [e.tag for _, e in ElementTree.iterparse(io.BytesIO(b"<a>" + b"<b>x</b>" * 20_000 + b"</a>"))].count("b") == 20_000)
print("\n".join(["BAD", *bad]) if bad else "OK")
