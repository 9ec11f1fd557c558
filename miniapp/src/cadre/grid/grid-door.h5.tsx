import { lazy, Suspense } from 'react'
import { Skeleton } from '../../components'
import type { GridProps } from './grid-props'

// A phone never fetches it.
const Grid = lazy(() => import(/* webpackChunkName: "desk" */ './grid'))

export const GridDoor = (props: GridProps) => (
  <Suspense fallback={<Skeleton />}>
    <Grid {...props} />
  </Suspense>
)
