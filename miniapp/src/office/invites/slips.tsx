import { Image, Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { momentText } from '../../format/date'
import type { Invite } from './data'

/** To be cut along their borders. */
export function Slips({ slips }: { slips: readonly Invite[] }) {
  return (
    <>
      <Text className="invites__count">{`一共 ${slips.length} 张`}</Text>
      <View className="invites__slips" {...a11y({ role: 'list', label: '登录单' })}>
        {slips.map((slip) => (
          <Slip key={slip.person} slip={slip} />
        ))}
      </View>
    </>
  )
}

function Slip({ slip }: { slip: Invite }) {
  const posts = slip.posts.map(({ region, roleText }) => `${region.name} ${roleText}`).join('、')
  return (
    <View className="invites__slip" {...a11y({ role: 'listitem' })}>
      <View className="invites__words">
        <Text className="invites__name">{slip.name}</Text>
        <Text className="invites__posts">{posts}</Text>
        <Text className="invites__code" userSelect>
          {slip.code}
        </Text>
        <Text className="invites__small">
          {`扫码登录，或在登录页点“我有登录单”，填这个码。${momentText(slip.expiresAt)}前有效，只能用一次。`}
        </Text>
      </View>
      <Image
        className="invites__qr"
        src={slip.qr}
        nativeProps={{ alt: `${slip.name}的登录二维码` }}
        {...a11y({ label: `${slip.name}的登录二维码` })}
      />
    </View>
  )
}
