/** What only a shared device needs; loaded only there. */
import { mount } from 'svelte';
import SharedDevice from './SharedDevice.svelte';

let watching = false;

/** Watches how long nothing was done, from here to the next page that is loaded whole. */
export function watch(): void {
	if (!watching) mount(SharedDevice, { target: document.body });
	watching = true;
}
