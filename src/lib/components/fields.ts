/** The ids of the help and the error of a field, for its aria-describedby; undefined when it has neither. */
export function describedBy(id: string, help?: string, error?: string): string | undefined {
	return [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
}
