import type { LaunchOptions } from "@playwright/test";

/** The Chromium that is installed; nothing is downloaded. */
export const launchOptions: LaunchOptions = {
  executablePath: process.env.COUNTERSIGN_CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
