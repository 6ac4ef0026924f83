# The last line of a traceback says what went wrong, the lines above say where, outermost call first.

def parse(text):
    return int(text)

def total(items):
    result = 0
    for item in items:
        result += parse(item)
    return result

print 'good:', total(['1', '2'])
answer = total(['1', 'two'])
print 'never printed:', answer
