// Countersign's API as react-admin asks for it: signing in, one subscription, and pages of the list by its cursors.

const ROOT = "/api/v1";
let token = "";

async function send(path, body) {
  const headers = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  const answer = await fetch(ROOT + path, { method: body ? "POST" : "GET", headers, ...(body && { body: JSON.stringify(body) }) });
  if (answer.status === 204) return {};
  const told = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(told.detail ?? told.title), { status: answer.status });
  return told;
}

let refreshing;

/** The access token lives in memory only, as in Countersign's app: a new page gets one by the cookie, once however many ask. */
function signedIn() {
  if (token) return Promise.resolve();
  refreshing ??= send("/auth/refresh", {}).then(remember).finally(() => (refreshing = undefined));
  return refreshing;
}

function remember(told) {
  token = told.access_token;
}

export const authProvider = {
  login: ({ username, password }) => send("/auth/login", { email: username, password }).then(remember),
  checkAuth: signedIn,
  async checkError({ status }) {
    if (status !== 401) return;
    token = "";
    throw new Error("signed out");
  },
  async logout() {
    if (token) await send("/auth/logout", {}).catch(() => {});
    token = "";
  },
  getPermissions: async () => undefined,
};

/** The cursor of each page that is known, by filter and order. */
const cursors = new Map();

async function getList(_resource, { pagination: { page, perPage }, sort: { field, order }, filter }) {
  await signedIn();
  const asked = new URLSearchParams({ ...filter, limit: perPage, sort: (order === "DESC" ? "-" : "") + field });
  const known = cursors.get(asked.toString()) ?? [undefined];
  cursors.set(asked.toString(), known);
  let told;
  for (let number = Math.min(page, known.length); number <= page; number += 1) {
    const cursor = known[number - 1];
    told = await send(`/subscriptions?${asked}${cursor ? `&cursor=${cursor}` : ""}`);
    if (!told.next_cursor) break;
    known[number] = told.next_cursor;
  }
  // Of more than 10,000 rows the API tells no number.
  return { data: told.items, total: told.total ?? undefined, pageInfo: { hasNextPage: Boolean(told.next_cursor), hasPreviousPage: page > 1 } };
}

export const dataProvider = {
  getList,
  async getOne(_resource, { id }) {
    await signedIn();
    return { data: await send(`/subscriptions/${id}`) };
  },
  async getMany(_resource, { ids }) {
    await signedIn();
    return { data: (await send(`/subscriptions?ids=${ids.join(",")}`)).items };
  },
};
