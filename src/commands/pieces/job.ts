import { createPiece } from './create.ts'

export const command = createPiece('job', {
  details:
    'Adds it to features/<feature>/jobs.ts, and its test beside that. A service has it done by `enqueue(trx, job, data)`, in the transaction that gives cause for it. It needs the extension jobs.',
  next: 'await enqueue(trx, …, { … }), in a service; its test runs: npx paxx test',
  examples: [
    ['paxx job create orders:send-receipt orderId:integer', 'sendReceipt, to be given the id of an order'],
    ['paxx job create orders:expire', 'One that needs to know nothing'],
  ],
})
