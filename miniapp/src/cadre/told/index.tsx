import { useRouter } from '@tarojs/taro'
import { EmptyState } from '../../components'
import { wordOf } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { whySignIn } from '../words'
import { ToldList } from './told-list'

/** 告知当事人: who was told that their data was public, and to whom somebody still has to go. `?id=` is the notice, or with `&about=policy` the policy. */
export default function Told() {
  const { id: word, about } = useRouter().params
  const id = wordOf(word)
  const user = useUser()
  const asked = id && user ? { params: { id } } : null
  const isPolicy = about === 'policy'
  const ofNotice = useScreen('GET /api/notices/:id/leak', isPolicy ? null : asked)
  const ofPolicy = useScreen('GET /api/policies/:id/leak', isPolicy ? asked : null)
  const screen = isPolicy ? ofPolicy : ofNotice
  if (!user) return <SignInGate title="告知当事人" why={whySignIn} />
  if (!id) {
    return (
      <Page title="告知当事人">
        <EmptyState icon="people" title="没有说明是哪一条" detail="请从工作台点进来。" />
      </Page>
    )
  }
  return (
    <Page title="告知当事人" screen={screen}>
      {(leak) => (
        <ToldList
          leak={leak}
          about={isPolicy ? 'policy' : 'notice'}
          onChange={(next) => screen.change(() => next)}
        />
      )}
    </Page>
  )
}
