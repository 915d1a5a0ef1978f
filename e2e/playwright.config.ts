import { defineConfig } from "@playwright/test";

import { launchOptions } from "./support/chromium.js";

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  // Each test has a server and a database of its own, or only reads, so that they may run side by side.
  fullyParallel: true,
  workers: 2,
  // A machine that is busy with something else must not fail a whole run; what needed a second attempt is named at the end as flaky.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: !!process.env.CI,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.CI ? [["list"]] : [["list"], ["html", { open: "never" }]],
  use: {
    launchOptions,
    locale: "en-GB",
    timezoneId: "Europe/Brussels",
    viewport: { width: 1280, height: 900 },
    contextOptions: { reducedMotion: "reduce" },
    // Recording every step costs nearly as much as the tests themselves: `--trace on` where one is wanted.
    trace: { mode: "on-first-retry", screenshots: false },
    screenshot: "only-on-failure",
  },
});
