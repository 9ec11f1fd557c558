import { signOut } from '../../api/sign-in'
import { toast } from '../../components'
import { AskFirst } from '../../widgets'

async function leave(): Promise<void> {
  await signOut()
  toast('已经退出登录')
}

export function SignOut() {
  return <AskFirst action="退出登录" after="退出后仍能看公开的内容，订阅还在，下次登录接着用。" run={leave} />
}
