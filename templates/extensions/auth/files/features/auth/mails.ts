import { letter } from '#core/letter.ts'

type Named = { name: string }
const unasked = 'If you did not ask for it, nothing happens without you.'

export const setYourPassword = ({ name }: Named, href: string) =>
  letter('Set your password', `Hello ${name},`, { text: 'Set your password within a day', href }, unasked)

export const confirmYourAddress = ({ name }: Named, href: string) =>
  letter('Confirm your address', `Hello ${name},`, { text: 'Confirm within a day that this is your address', href }, unasked)

export const yourAddressChanged = ({ name }: Named, address: string) =>
  letter(
    'Your address was changed',
    `Hello ${name},`,
    `the address of your account is ${address} now. If it was not you who changed that, tell us at once.`,
  )
