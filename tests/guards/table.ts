import type { Guard } from './guard'
import { matchingGuards } from './matching'
import { promiseGuards } from './promises'
import { sendingGuards } from './sending'
import { truthGuards } from './truth'

const numberOf = ({ hole }: Guard): number => Number(/^D(\d+)$/.exec(hole)?.[1] ?? 1000)

export const guards: readonly Guard[] = [
  ...matchingGuards,
  ...sendingGuards,
  ...truthGuards,
  ...promiseGuards,
].sort((a, b) => numberOf(a) - numberOf(b))
