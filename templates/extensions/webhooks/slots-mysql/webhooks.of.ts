const isOfIt = sql<boolean>`json_value(data, '$.webhookId') = ${id}`
