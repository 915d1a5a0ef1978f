// Measures Countersign's app in Chromium beside another over the same API, for `make bench-app`, and prints JSON:
// `node build/measure.js COUNTERSIGN REACT_ADMIN ROUNDS CHANGES`, where the first two are addresses that serve the apps.

import { chromium } from "@playwright/test";

import { apps } from "./measure/apps.js";
import { changes } from "./measure/changes.js";
import { turnPages } from "./measure/pages.js";
import { Visits } from "./measure/visit.js";
import { launchOptions } from "./support/chromium.js";

const [countersign = "", reactAdmin = "", rounds = "5", times = "40"] = process.argv.slice(2);
const measured = apps(countersign, reactAdmin).map((app) => ({ app, visits: new Visits() }));
const browser = await chromium.launch(launchOptions);
try {
  for (let round = 0; round < Number(rounds); round += 1) {
    for (const { app, visits } of measured) await visits.again(browser, app);
  }
  const told: Record<string, object> = {};
  for (const { app, visits } of measured) {
    told[app.name] = { ...visits.told(), pages: await turnPages(browser, app, Number(rounds) + 1) };
    if (app.name === "countersign") told.change_elsewhere = await changes(browser, app, Number(times));
  }
  console.log(JSON.stringify(told));
} finally {
  await browser.close();
}
