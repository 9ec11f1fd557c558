import { View } from '@tarojs/components'
import { call } from '../../api/client'
import { download } from '../../api/download'
import { Button, Problem, toast } from '../../components'
import { useAction } from '../../hooks/use-action'

/** 政策包 on paper, or to one's own confirmed mailbox. */
export function Paper({ firm, name }: { firm: string; name: string }) {
  const params = { id: firm }
  const paper = useAction(() =>
    download('GET /api/enterprises/:id/package.pdf', { params, name: `${name}政策包.pdf`, open: true }),
  )
  const mail = useAction(async () => {
    const { address } = await call('POST /api/enterprises/:id/package/mail', { params })
    toast(`发到 ${address} 了`)
  })
  return (
    <View className="package__paper">
      <Problem error={paper.error ?? mail.error} />
      <Button busy={paper.busy} onPress={() => void paper.run()}>
        下载政策包（PDF）
      </Button>
      <Button kind="quiet" busy={mail.busy} onPress={() => void mail.run()}>
        发到我的邮箱
      </Button>
    </View>
  )
}
