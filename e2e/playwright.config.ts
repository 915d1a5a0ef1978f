import { defineConfig } from "@playwright/test";

import { launchOptions } from "./support/chromium.js";

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  // Each test has a server and a database of its own, or only reads, so that they may run side by side.
  fullyParallel: true,
  workers: 2,
  retries: 0,
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
    // A film of every page would cost more than the tests themselves.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
  },
});
