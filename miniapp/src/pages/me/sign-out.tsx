import { useState } from 'react'
import { Button, Dialog, toast } from '../../components'
import { signOut } from '../../store/sign-in'

export function SignOut() {
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const leave = async () => {
    setBusy(true)
    await signOut()
    setBusy(false)
    setAsking(false)
    toast('已经退出登录')
  }
  return (
    <>
      <Button kind="secondary" onPress={() => setAsking(true)}>
        退出登录
      </Button>
      <Dialog
        open={asking}
        title="要退出登录吗？"
        onClose={() => setAsking(false)}
        actions={
          <Button busy={busy} onPress={() => void leave()}>
            退出登录
          </Button>
        }
      >
        退出后仍能看公开的内容，订阅还在，下次登录接着用。
      </Dialog>
    </>
  )
}
