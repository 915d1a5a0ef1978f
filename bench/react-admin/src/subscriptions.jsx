// The list and the page of a subscription, with the columns, filters and order of Countersign's own list.

import { DataTable, DateField, List, NumberField, Pagination, SearchInput, SelectField, SelectInput, Show, SimpleShowLayout, TextField } from "react-admin";

const PRODUCTS = [
  { id: "microsoft_365", name: "Microsoft 365" },
  { id: "google_workspace", name: "Google Workspace" },
];
const STATUSES = [
  { id: "trial", name: "Trial" },
  { id: "trial_expired", name: "Trial expired" },
  { id: "active", name: "Active" },
  { id: "on_hold", name: "On hold" },
  { id: "cancel_pending", name: "Cancellation pending" },
];

const filters = [
  <SearchInput key="q" source="q" alwaysOn />,
  <SelectInput key="status" source="status" choices={STATUSES} alwaysOn />,
  <SelectInput key="product" source="product" choices={PRODUCTS} alwaysOn />,
];

export const SubscriptionList = () => (
  <List filters={filters} sort={{ field: "company_name", order: "ASC" }} perPage={50} pagination={<Pagination rowsPerPageOptions={[50]} />}>
    <DataTable rowClick="show">
      <DataTable.Col source="company_name" label="Customer" />
      <DataTable.Col source="product" disableSort>
        <SelectField source="product" choices={PRODUCTS} />
      </DataTable.Col>
      <DataTable.NumberCol source="seats" />
      <DataTable.Col source="status">
        <SelectField source="status" choices={[...STATUSES, { id: "ended", name: "Ended" }]} />
      </DataTable.Col>
      <DataTable.Col source="next_payment_date">
        <DateField source="next_payment_date" emptyText="–" />
      </DataTable.Col>
    </DataTable>
  </List>
);

export const SubscriptionShow = () => (
  <Show>
    <SimpleShowLayout>
      <TextField source="company_name" label="Customer" />
      <SelectField source="product" choices={PRODUCTS} />
      <NumberField source="seats" />
      <SelectField source="status" choices={[...STATUSES, { id: "ended", name: "Ended" }]} />
      <TextField source="plan" emptyText="–" />
      <TextField source="term" emptyText="–" />
      <DateField source="next_payment_date" emptyText="–" />
      <TextField source="external_ref" emptyText="–" />
      <DateField source="created_at" showTime />
    </SimpleShowLayout>
  </Show>
);
