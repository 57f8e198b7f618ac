/** The two sizes that every page is looked at in: of a young person's phone, and of a computer at school or at the Doorstroompunt. */
export const screens = {
	telefoon: { width: 360, height: 640 },
	bureau: { width: 1280, height: 800 }
};
export type ScreenName = keyof typeof screens;
