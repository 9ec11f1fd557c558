import { useRouter } from '@tarojs/taro'
import { EmptyState } from '../../components'
import { wordOf } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { whySignIn } from '../words'
import { type MissedPart, People } from './people'
import { Sums } from './sums'

const title = '告诉了谁'

/** 发布后: whom a notice was told, in sums that add up. `?id=` is the notice; `part` and `announcement`: who missed it. */
export default function Reached() {
  const { id, part, announcement } = useRouter().params
  const notice = wordOf(id)
  const user = useUser()
  const listing = part !== undefined
  const screen = useScreen(
    'GET /api/notices/:id/told',
    notice && user && !listing ? { params: { id: notice } } : null,
  )
  if (!user) return <SignInGate title={title} why={whySignIn} />
  if (!notice) {
    return (
      <Page title={title}>
        <EmptyState icon="people" title="没有说明是哪一条" detail="请从工作台点进来。" />
      </Page>
    )
  }
  if (listing)
    return <People notice={notice} part={wordOf(part) as MissedPart} announcement={wordOf(announcement)} />
  return (
    <Page title={title} wide screen={screen}>
      {(told) => <Sums told={told} />}
    </Page>
  )
}
