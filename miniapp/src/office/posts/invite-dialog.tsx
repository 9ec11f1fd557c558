import type { Post } from '@hutang/shared/contract'
import { Image, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Button, Dialog, Problem } from '../../components'
import { momentText } from '../../format/date'
import { useAction } from '../../hooks/use-action'

type Invite = Answer<'POST /api/regions/:code/invites'>['items'][number]

/** 登录单: a code, and the same to be scanned, that signs the person in once. */
export function InviteDialog({
  post,
  onClose,
}: {
  post: Pick<Post, 'person' | 'name' | 'region'>
  onClose: () => void
}) {
  const [invite, setInvite] = useState<Invite>()
  const make = useAction(async () => {
    const { items } = await call('POST /api/regions/:code/invites', {
      params: { code: post.region.code },
      body: { persons: [post.person] },
    })
    setInvite(items[0])
  })
  const print = process.env.TARO_ENV === 'h5' ? () => window.print() : undefined
  const actions = invite ? (
    <>
      {print ? <Button onPress={print}>打印</Button> : null}
      <Button kind={print ? 'secondary' : 'primary'} onPress={onClose}>
        已经交给本人
      </Button>
    </>
  ) : (
    <Button busy={make.busy} onPress={() => void make.run()}>
      开一张
    </Button>
  )
  return (
    <Dialog open title={`${post.name}的登录单`} onClose={onClose} actions={actions}>
      {invite ? (
        <View className="invite">
          <Text className="invite__line">{`${invite.name}：${invite.posts.map(({ region, roleText }) => `${region.name} ${roleText}`).join('、')}`}</Text>
          <Image
            className="invite__qr"
            src={invite.qr}
            nativeProps={{ alt: '扫这个码登录' }}
            {...a11y({ role: 'img', label: '扫这个码登录' })}
          />
          <Text className="invite__code" userSelect>
            {invite.code}
          </Text>
          <Text className="invite__line">{`扫码，或在电脑上打开登录页填这个码。${momentText(invite.expiresAt)}前有效，只能用一次。`}</Text>
        </View>
      ) : (
        <Text className="posts__line">
          本人凭登录单在电脑或手机上登录。开了新的，以前给的就不能用了。请当面交给本人，不要发到群里。
        </Text>
      )}
      <Problem error={make.error} />
    </Dialog>
  )
}
