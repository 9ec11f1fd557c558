import { useRouter } from '@tarojs/taro'
import { lazy, type ReactNode, Suspense } from 'react'
import { useDesk } from '../../components/table/use-desk'
import { useUser } from '../../store/session'

/** From this width in CSS pixels on the work has its navigation at the left. */
export const besideNav = 1024

// A phone never fetches it.
const DeskNav = lazy(() => import(/* webpackChunkName: "desk" */ './desk-nav'))

/** The navigation at the left, for whoever works in an office, on its pages; null elsewhere and on a phone. */
export function useDeskNav(): ReactNode {
  const { path } = useRouter()
  const user = useUser()
  const wide = useDesk(besideNav)
  const office = /^\/?(cadre|office|policy-office)\//.test(path)
  if (!wide || !office || !user?.roles.some(({ role }) => role !== 'operator')) return null
  return (
    <Suspense fallback={null}>
      <DeskNav path={path} />
    </Suspense>
  )
}
