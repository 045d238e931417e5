import { webhooks } from '#features/webhooks/routes.ts'
