import { createPiece } from './create.ts'

export const command = createPiece('event', {
  details:
    'Adds it to features/<feature>/events.ts. A service tells of it by `emit(trx, event, data)`, in the transaction in which it happens; who listens says so in a listeners.ts. It needs the extension events.',
  next: 'await emit(trx, …, { … }), in a service; who listens: npx paxx inspect events',
  examples: [
    ['paxx event create orders:paid order:references', 'orderPaid, with the id of the order'],
    ['paxx event create orders:cancelled order:references reason:text:optional', 'orderCancelled, with why'],
  ],
})
