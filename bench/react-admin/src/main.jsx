import { createRoot } from "react-dom/client";
import { Admin, Resource } from "react-admin";

import { authProvider, dataProvider } from "./api";
import { SubscriptionList, SubscriptionShow } from "./subscriptions";

createRoot(document.getElementById("root")).render(
  <Admin authProvider={authProvider} dataProvider={dataProvider} requireAuth>
    <Resource name="subscriptions" list={SubscriptionList} show={SubscriptionShow} recordRepresentation="company_name" />
  </Admin>,
);
