import { useRouter } from '@tarojs/taro'
import { EmptyState } from '../../components'
import { wordOf } from '../../hooks/navigation'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { endingWords } from '../ending-words'
import { whySignIn } from '../words'
import { type PlainVerb, Step } from './step'

const verbs: readonly PlainVerb[] = ['withdraw', 'hide', 'unhide']

/** 撤回、先遮住、恢复显示: says what will happen and asks for the reason. `?id=` the notice, `&verb=` the step. */
export default function Ending() {
  const { id: word, verb: asked } = useRouter().params
  const id = wordOf(word)
  const user = useUser()
  const verb = verbs.find((one) => one === asked)
  if (!user) return <SignInGate title="办理" why={whySignIn} />
  if (!id || !verb) {
    return (
      <Page title="办理">
        <EmptyState icon="document" title="没有说明要办什么" detail="请从工作台或那条公开信息里点进来。" />
      </Page>
    )
  }
  return <Step key={verb} id={id} verb={verb} title={endingWords[verb].name} />
}
