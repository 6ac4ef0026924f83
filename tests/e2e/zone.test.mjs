/** Local time is the browser's, including summer time. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ending, useRunner } from "./support.mjs";

// The started browser inherits this.
process.env.TZ = "America/New_York";
const site = useRunner();

test("summer time, and the hour that comes twice when it ends", async () => {
  const result = await site.run(`import datetime, time
print(time.tzname, time.timezone, time.altzone, time.daylight)
for at in (1720000000, 1730611800, 1730615400):
    moment = time.localtime(at)
    print(moment[:6], moment.tm_isdst, moment.tm_zone, moment.tm_gmtoff, time.strftime("%H:%M %Z %z", moment))
print(datetime.datetime.fromtimestamp(1720000000).astimezone(), time.mktime((2024, 7, 3, 5, 46, 40, 0, 0, -1)))
`);
  assert.equal(
    result.merged,
    `('EST', 'EDT') 18000 14400 1
(2024, 7, 3, 5, 46, 40) 1 EDT -14400 05:46 EDT -0400
(2024, 11, 3, 1, 30, 0) 1 EDT -14400 01:30 EDT -0400
(2024, 11, 3, 1, 30, 0) 0 EST -18000 01:30 EST -0500
2024-07-03 05:46:40-04:00 1720000000.0
`,
  );
  assert.equal(ending(result), "exited 0");
});

test("TZ and tzset() give another zone: its summer time, the hour left out, the one that comes twice, and no zone at all", async () => {
  const result = await site.run(`import datetime, os, time
os.environ["TZ"] = "EST+05EDT,M3.2.0,M11.1.0"
time.tzset()
print(time.tzname, time.timezone, time.altzone, time.daylight)
for day, hour, minute, fold in ((10, 23, 59, 0), (11, 1, 59, 0), (11, 2, 30, 0), (11, 3, 0, 0)):
    moment = datetime.datetime(2012, 3, day, hour, minute, fold=fold)
    print(moment.timestamp(), time.localtime(moment.timestamp())[2:5], time.mktime(moment.timetuple()))
for hour, minute, fold in ((0, 59, 0), (1, 30, 0), (1, 30, 1), (2, 0, 0)):
    moment = datetime.datetime(2012, 11, 4, hour, minute, fold=fold)
    at = moment.timestamp()
    print(at, time.localtime(at).tm_isdst, time.mktime(moment.timetuple()), time.mktime(time.localtime(at)) == at)
print(time.ctime(1352007000), time.strftime("%H:%M %Z %z", time.localtime(1352010600)))
for name in ("JST-9", "1nvalid"):
    os.environ["TZ"] = name
    time.tzset()
    print(time.tzname, time.daylight, time.localtime(0)[3], time.strftime("%Z"))
del os.environ["TZ"]
time.tzset()
print(time.tzname)
`);
  assert.equal(
    result.merged,
    // What CPython prints on Linux, except the name of a zone that there is not.
    `('EST', 'EDT') 18000 14400 1
1331441940.0 (10, 23, 59) 1331441940.0
1331449140.0 (11, 1, 59) 1331449140.0
1331451000.0 (11, 3, 30) 1331451000.0
1331449200.0 (11, 3, 0) 1331449200.0
1352005140.0 1 1352005140.0 True
1352007000.0 1 1352007000.0 True
1352010600.0 0 1352007000.0 True
1352012400.0 0 1352012400.0 True
Sun Nov  4 01:30:00 2012 01:30 EST -0500
('JST', 'JST') 0 9 JST
('UTC', 'UTC') 0 0 UTC
('EST', 'EDT')
`,
  );
  assert.equal(ending(result), "exited 0");
});
