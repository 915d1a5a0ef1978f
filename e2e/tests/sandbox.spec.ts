// The clock of a sandbox in the app: days pass at the press of a button, and what they bring about shows by itself.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { OWNER } from "../support/server.js";
import { expect, signIn, test } from "../support/test.js";
import { en } from "../support/words.js";

const LABS = { ...OWNER, reseller_name: "Northwind Labs", email: "labs@northwind.example" };

const bar = (page: Page) => page.getByRole("region", { name: en("sandbox.sandbox") });
const step = (page: Page, count: number) => bar(page).getByRole("button", { name: en("sandbox.advance_by", { count }), exact: true });

/** The long date so many days from now, as the bar writes it. */
function dayIn(days: number): RegExp {
  const day = new Date(Date.now() + days * 86_400_000);
  return new RegExp(day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "Europe/Brussels" }));
}

test("fourteen days pass at the press of a button, and the trial shows as expired by itself", async ({ page, server, visitor }) => {
  const { access_token } = await server.addSandbox(LABS);
  const made = await server.subscribe(access_token, { company_name: "Alder Works" });
  await signIn(page, LABS);
  await page.goto("/");
  await expect(bar(page)).toContainText(dayIn(0));
  await expectAccessible(page);
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: "Alder Works", exact: true }) });
  await expect(row).toContainText("14 days left");

  // A second browser looks on.
  const theirs = await visitor();
  await signIn(theirs, LABS);
  await theirs.goto(`/subscriptions/${made.id}`);
  await expect(theirs.getByRole("heading", { level: 1, name: "Alder Works" })).toBeVisible();

  await step(page, 1).click();
  await expect(bar(page)).toContainText(dayIn(1));
  await expect(row).toContainText("13 days left");
  await expect(bar(theirs)).toContainText(dayIn(1));

  // The rest of the two weeks, by keyboard.
  for (const count of [7, 7]) {
    await step(page, count).focus();
    await page.keyboard.press("Enter");
    await expect(step(page, count)).not.toHaveAttribute("aria-disabled", "true");
  }
  await expect(bar(page)).toContainText(dayIn(15));
  await expect(row).toContainText(en("subscriptions.status_trial_expired"));
  await expect(theirs.getByText(en("subscriptions.status_trial_expired")).first()).toBeVisible();
  await expect(bar(theirs)).toContainText(dayIn(15));

  await page.goto("/activity");
  await expect(page.getByText(en("events.clock_advanced", { actor: LABS.full_name })).first()).toBeVisible();
  await expectAccessible(page);
  await page.goto("/developers");
  await expect(page.getByText(en("sandbox.what_moves"))).toBeVisible();
  await expectAccessible(page);
});

test("who may not create subscriptions sees the time and moves nothing, and other companies see neither", async ({ page, owner, server, visitor }) => {
  const { access_token } = await server.addSandbox(LABS);
  const colleague = { full_name: "Ben Okafor", email: "ben@northwind.example", role: "support", locale: "en" };
  await server.post("/reseller/invites", colleague, access_token);
  await server.accept(colleague.email, { full_name: colleague.full_name, password: OWNER.password });
  await server.post("/sandbox/clock/advance", { days: 14 }, access_token);
  await signIn(page, { email: colleague.email, password: OWNER.password });
  await page.goto("/");
  await expect(bar(page)).toContainText(dayIn(14));
  await expect(bar(page).getByRole("button")).toHaveCount(0);

  const theirs = await visitor();
  await signIn(theirs, owner);
  for (const path of ["/", "/developers"]) {
    await theirs.goto(path);
    await expect(theirs.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(bar(theirs)).toHaveCount(0);
    await expect(theirs.getByText(en("sandbox.sandbox"), { exact: true })).toHaveCount(0);
  }
});
