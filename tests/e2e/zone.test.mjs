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
