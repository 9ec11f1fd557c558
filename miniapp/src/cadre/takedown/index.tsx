import { useRouter } from '@tarojs/taro'
import { EmptyState } from '../../components'
import { wordOf } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { whySignIn } from '../words'
import { Takedown } from './takedown'

/** 撤下: the second person confirms that a hidden notice is deleted. `?id=` is the notice. */
export default function TakedownPage() {
  const id = wordOf(useRouter().params.id)
  const user = useUser()
  const screen = useScreen('GET /api/screens/notice', id && user ? { query: { id } } : null)
  if (!user) return <SignInGate title="撤下" why={whySignIn} />
  if (!id) {
    return (
      <Page title="撤下">
        <EmptyState icon="document" title="没有说明要撤下哪一条" detail="请从工作台点进来。" />
      </Page>
    )
  }
  return <Takedown id={id} screen={screen} />
}
