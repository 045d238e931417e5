'webhooks:manage',
