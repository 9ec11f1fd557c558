export default definePageConfig({ navigationBarTitleText: '发群和播报' })
