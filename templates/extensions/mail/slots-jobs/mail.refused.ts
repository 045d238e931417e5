export class MailRefusedError extends UnrecoverableError {}
