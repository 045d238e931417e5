export const users = () =>
