import type { RegionTreeNode } from '@hutang/shared/contract'
import { useScreen } from '../../hooks/use-screen'

export interface Place {
  value: string
  label: string
  /** What it lies in. */
  detail?: string
}

const placesIn = (nodes: readonly RegionTreeNode[], above = ''): Place[] =>
  nodes.flatMap(({ code, name, children }) => [
    { value: code, label: name, ...(above ? { detail: above } : {}) },
    ...placesIn(children, name),
  ])

/** Every registered place, the county first, each township before its villages. */
export const usePlaces = (): Place[] => placesIn(useScreen('GET /api/regions').data?.regions ?? [])
