import type { Guard } from './guard'
import { sendingGuards } from './sending'
import { whenGuards } from './when'

const numberOf = ({ hole }: Guard): number => Number(/^D(\d+)$/.exec(hole)?.[1] ?? 1000)

export const guards: readonly Guard[] = [...whenGuards, ...sendingGuards].sort(
  (a, b) => numberOf(a) - numberOf(b),
)
