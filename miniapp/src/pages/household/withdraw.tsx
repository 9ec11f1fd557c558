import { useState } from 'react'
import { call } from '../../api/client'
import { useAction } from '../../api/use-action'
import { Button, Dialog, goBack, Problem, toast } from '../../components'
import { setUser } from '../../store/user'

export function Withdraw() {
  const [asking, setAsking] = useState(false)
  const withdraw = useAction(async () => {
    setUser(await call('DELETE /api/me/residence'))
    toast('已经取消认证')
    goBack()
  })
  return (
    <>
      <Button kind="secondary" onPress={() => setAsking(true)}>
        取消认证
      </Button>
      <Dialog
        open={asking}
        title="要取消认证吗？"
        onClose={() => setAsking(false)}
        actions={
          <Button busy={withdraw.busy} onPress={() => void withdraw.run()}>
            取消认证
          </Button>
        }
      >
        <Problem error={withdraw.error} />
        取消后看不到您家的内容，也收不到与您家有关的消息。想要时可以再认证。
      </Dialog>
    </>
  )
}
