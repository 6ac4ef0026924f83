# fake: out MainThread "at <module>\n"
# fake: err Thread-1 "(Thread-1) went wrong\n"
# fake: out Thread-2 "\u001b[31mred\u001b[0m and plain\n"
# fake: out Thread-2 "10%\r20%\r100%\n"
# fake: out MainThread "no newline at the end"
# fake: exit 3
