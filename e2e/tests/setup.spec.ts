// The first start.

import { SETUP_CODE, OWNER } from "../support/server.js";
import { expect, test } from "../support/test.js";
import { en } from "../support/words.js";

test("the setup says at every field what is missing, and leads the keyboard there", async ({ page }) => {
  await page.goto("/setup");
  await page.getByRole("button", { name: en("auth.setup_action") }).click();
  const code = page.getByLabel(en("auth.setup_code"));
  await expect(code).toBeFocused();
  const required: [string, string][] = [
    ["auth.setup_code", en("faults.blank")],
    ["auth.setup_company", en("faults.blank")],
    ["auth.full_name", en("faults.blank")],
    ["auth.email", en("faults.blank")],
    ["auth.password", en("faults.too_short", { min: 12 })],
  ];
  for (const [label, sentence] of required) {
    const field = page.getByLabel(en(label), { exact: true });
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(new RegExp(sentence));
  }
  await code.fill("x");
  await expect(code).not.toHaveAttribute("aria-invalid");
});

test("a wrong code and a weak password are refused at their fields, and nothing is made", async ({ page, server, console }) => {
  await page.goto("/setup#not-the-code");
  await expect(page.getByLabel(en("auth.setup_code"))).toHaveValue("not-the-code");
  await page.getByLabel(en("auth.setup_company")).fill(OWNER.reseller_name);
  await page.getByLabel(en("auth.full_name")).fill(OWNER.full_name);
  await page.getByLabel(en("auth.email")).fill(OWNER.email);
  const password = page.getByLabel(en("auth.password"), { exact: true });
  await password.fill("northwind it olga");
  console.provokes(422, "/setup");
  await page.getByRole("button", { name: en("auth.setup_action") }).click();
  await expect(page.getByLabel(en("auth.setup_code"))).toHaveAccessibleDescription(/not the setup code/);

  await page.getByLabel(en("auth.setup_code")).fill(SETUP_CODE);
  await page.getByRole("button", { name: en("auth.setup_action") }).click();
  await expect(password).toHaveAccessibleDescription(/easy to guess/);
  await expect(password).toBeFocused();
  expect(await server.get("/setup")).toEqual({ set_up: false });

  await password.fill(OWNER.password);
  await page.getByRole("button", { name: en("auth.setup_action") }).click();
  await expect(page.getByText(en("subscriptions.empty"), { exact: true })).toBeVisible();
  expect(await server.get("/setup")).toEqual({ set_up: true });
});

test("once set up, the page says so and leads to the sign-in", async ({ page, owner }) => {
  await page.goto("/setup");
  await expect(page.getByRole("heading", { level: 1, name: en("auth.setup_done_title") })).toBeVisible();
  await page.getByRole("link", { name: en("auth.to_sign_in") }).click();
  await page.getByLabel(en("auth.email")).fill(owner.email);
  await page.getByLabel(en("auth.password"), { exact: true }).fill(owner.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: en("shell.subscriptions") })).toBeVisible();
});
