// A program in TypeScript that works with Countersign, by a client that is generated from openapi.yaml: with an API key
// that the owner makes for it, it creates subscriptions, reads a whole list, invites a person, and understands a refusal. Wrong paths, fields and types don't compile.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import createClient from "openapi-fetch";

import type { components, paths } from "./generated/schema.js";

type Subscription = components["schemas"]["Subscription"];

const env = (name: string): string => {
  const value = process.env[name];
  assert.ok(value, `${name} is not set: run this by scripts/test-clients.sh`);
  return value;
};

// Lists answer CSV too, to those who ask for it; this client reads JSON.
const client = createClient<paths, "application/json" | "application/problem+json">({ baseUrl: env("BASE_URL") });
let subscription: Subscription;

async function create(company_name: string, key?: string): Promise<Subscription> {
  const { data, error } = await client.POST("/api/v1/subscriptions", {
    params: { header: key === undefined ? {} : { "Idempotency-Key": key } },
    body: {
      product: "microsoft_365",
      company_name,
      seats: 25,
      customer_edits_signatures: true,
      contact: { full_name: "Camille Mercier", email: "camille@mercier.example" },
      locale: "fr",
      terms_accepted: true,
    },
  });
  assert.ok(data, JSON.stringify(error));
  return data;
}

before(async () => {
  const { data, error } = await client.POST("/api/v1/auth/login", { body: { email: env("EMAIL"), password: env("PASSWORD") } });
  assert.ok(data, JSON.stringify(error));
  const made = await client.POST("/api/v1/reseller/api-keys", {
    headers: { Authorization: `Bearer ${data.access_token}` },
    body: { name: "Journey in TypeScript", scopes: ["write", "billing"] },
  });
  assert.ok(made.data, JSON.stringify(made.error));
  const { key } = made.data;
  client.use({
    onRequest({ request }) {
      request.headers.set("Authorization", `Bearer ${key}`);
      return request;
    },
  });
});

test("the reseller whose key it is, and nothing of a person", async () => {
  const { data } = await client.GET("/api/v1/reseller");
  assert.equal(data?.email, env("EMAIL"));
  const { error, response } = await client.GET("/api/v1/me");
  assert.deepEqual([response.status, error?.code], [403, "forbidden"]);
});

test("a subscription is created once, however often the request is sent", async () => {
  subscription = await create("Boulangerie Mercier et Fils", "journey-1");
  const again = await create("Boulangerie Mercier et Fils", "journey-1");
  assert.equal(again.id, subscription.id);
  assert.equal(subscription.status, "trial");
  assert.equal(subscription.trial?.days_left, 14);
});

test("every page of a list, by its cursors", async () => {
  for (let n = 1; n <= 4; n += 1) await create(`Customer ${n}`);
  const ids = new Set<string>();
  let cursor: string | undefined;
  let pages = 0;
  do {
    const { data, error } = await client.GET("/api/v1/subscriptions", {
      params: { query: { limit: 2, sort: "company_name", ...(cursor === undefined ? {} : { cursor }) } },
    });
    assert.ok(data, JSON.stringify(error));
    assert.equal(data.total, 5);
    for (const item of data.items) ids.add(item.id);
    cursor = data.next_cursor ?? undefined;
    pages += 1;
  } while (cursor !== undefined);
  assert.deepEqual([ids.size, pages], [5, 3]);
});

test("one subscription, its version, and a change that comes too late", async () => {
  const path = { id: subscription.id };
  const { response } = await client.GET("/api/v1/subscriptions/{id}", { params: { path } });
  const etag = response.headers.get("ETag") ?? "";
  const change = (seats: number) =>
    client.PATCH("/api/v1/subscriptions/{id}", { params: { path, header: { "If-Match": etag } }, body: { seats } });
  const first = await change(30);
  assert.equal(first.data?.seats, 30, JSON.stringify(first.error));
  const late = await change(40);
  assert.equal(late.response.status, 412);
  assert.equal(late.error?.code, "stale_version");
});

test("a person is invited", async () => {
  const { data, error } = await client.POST("/api/v1/subscriptions/{id}/invites", {
    params: { path: { id: subscription.id } },
    body: { full_name: "Nadia Mercier", email: "nadia@mercier.example", role: "editor", locale: "fr" },
  });
  assert.ok(data, JSON.stringify(error));
  assert.equal(data.state, "pending");
  const { data: invites } = await client.GET("/api/v1/subscriptions/{id}/invites", { params: { path: { id: subscription.id } } });
  assert.deepEqual(invites?.items.map((invite) => invite.email).sort(), ["camille@mercier.example", "nadia@mercier.example"]);
});

test("what the program did stands under its name", async () => {
  const { data } = await client.GET("/api/v1/events");
  const invited = data?.items.find((event) => event.kind === "invite.created");
  assert.deepEqual([invited?.actor.kind, invited?.actor.name], ["api_key", "Journey in TypeScript"]);
});

test("a refusal names every wrong field", async () => {
  const { error, response } = await client.POST("/api/v1/subscriptions", {
    body: {
      product: "microsoft_365",
      company_name: "",
      seats: 0,
      customer_edits_signatures: false,
      locale: "en",
      terms_accepted: true,
    },
  });
  assert.equal(response.status, 422);
  assert.match(response.headers.get("Content-Type") ?? "", /^application\/problem\+json/);
  assert.equal(error?.code, "invalid_fields");
  assert.deepEqual(error?.errors?.map((field) => field.pointer).sort(), ["/company_name", "/seats"]);
});

test("what is not there is a 404 with a code", async () => {
  const { error, response } = await client.GET("/api/v1/subscriptions/{id}", {
    params: { path: { id: "00000000-0000-7000-8000-000000000000" } },
  });
  assert.deepEqual([response.status, error?.code], [404, "not_found"]);
});
