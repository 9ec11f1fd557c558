import { lazy, Suspense } from 'react'
import type { LivePreviewProps } from './live-preview'

const Preview = lazy(() => import(/* webpackChunkName: "desk" */ './live-phone'))

export const LivePreview = (props: LivePreviewProps) => (
  <Suspense fallback={null}>
    <Preview {...props} />
  </Suspense>
)
