import { call } from '../../api/client'
import { toast } from '../../components'
import { goBack } from '../../hooks/navigation'
import { setUser } from '../../store/user'
import { AskFirst } from '../../widgets'

async function withdraw(): Promise<void> {
  setUser(await call('DELETE /api/me/residence'))
  toast('已经取消认证')
  goBack()
}

export function Withdraw() {
  return (
    <AskFirst
      action="取消认证"
      after="取消后看不到您家的内容，也收不到与您家有关的消息。想要时可以再认证。"
      run={withdraw}
    />
  )
}
